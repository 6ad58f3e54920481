package dev.roomcast.faults;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that reads at its own pace on a thread of its own, comes again by itself with its position when it is disconnected, and refetches when it is told to: what
 * it knows of each record is the newest position that it can prove.
 */
final class SlowPage implements AutoCloseable {
    private static final Pattern EVENT =
            Pattern.compile("42\\[\"files:changed\",\\{\"reason\":\"updated\",\"seq\":(\\d+).*?\"id\":\"([^\"]*)\".*");
    private static final Pattern JOINED = Pattern.compile("430.*\"seq\":(\\d+),\"epoch\":\"([^\"]*)\".*");

    private final Arena arena;
    private final Pace pace;
    private final int receiveBuffer;
    private final LongSupplier truth;
    private final Thread reader = new Thread(this::run, "slow page");
    private final Map<String, Long> known = new ConcurrentHashMap<>();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile RawSocket socket;
    private volatile long position;
    private volatile long fetchedAt;
    private volatile boolean disorder;
    private volatile boolean joined;
    private volatile boolean stopped;
    private String epoch = "";

    /**
     * @param receiveBuffer bytes that the kernel may hold for it; 0 for the kernel's own choice
     * @param truth the room's position, read before what a refetch fetches
     */
    SlowPage(Arena arena, Pace pace, int receiveBuffer, LongSupplier truth) {
        this.arena = arena;
        this.pace = pace;
        this.receiveBuffer = receiveBuffer;
        this.truth = truth;
        reader.setDaemon(true);
        reader.start();
    }

    boolean joined() {
        return joined;
    }

    int events() {
        return events.get();
    }

    int connections() {
        return connections.get();
    }

    boolean disorder() {
        return disorder;
    }

    /** Whether it can prove that it knows the newest change of each record. */
    boolean knows(Map<String, Long> newest) {
        return newest.entrySet().stream()
                .allMatch(one -> Math.max(known.getOrDefault(one.getKey(), 0L), fetchedAt) >= one.getValue());
    }

    private void run() {
        while (!stopped) {
            try {
                live();
            } catch (IOException disconnected) {
                // It comes again, as the client library does.
            }
        }
    }

    private void live() throws IOException {
        try (RawSocket opened = RawSocket.open(arena.port(), arena.cookie(), receiveBuffer, pace)) {
            socket = opened;
            connections.incrementAndGet();
            opened.say(epoch.isEmpty() ? "420[\"join\",\"files\"]" : rejoin());
            while (!stopped) {
                hear(opened.read());
            }
        }
    }

    private String rejoin() {
        return "420[\"join\",{\"room\":\"files\",\"since\":" + position + ",\"epoch\":\"" + epoch + "\"}]";
    }

    private void hear(String packet) {
        if (packet.startsWith("42[\"sync:resync\"")) {
            refetch();
            return;
        }
        Matcher event = EVENT.matcher(packet);
        Matcher answer = JOINED.matcher(packet);
        if (event.matches()) {
            long seq = Long.parseLong(event.group(1));
            disorder |= seq <= position;
            position = seq;
            known.put(event.group(2), seq);
            events.incrementAndGet();
        } else if (answer.matches()) {
            epoch = answer.group(2);
            position = Math.max(position, Long.parseLong(answer.group(1)));
            if (packet.contains("\"recovered\":false")) {
                refetch();
            }
            joined = true;
        }
    }

    private void refetch() {
        fetchedAt = truth.getAsLong();
    }

    @Override
    public void close() {
        stopped = true;
        RawSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
