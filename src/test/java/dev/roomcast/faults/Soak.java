package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Await;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that come, join, leave and go, politely or not, over both transports; and what is left of them. */
final class Soak {
    private static final int AT_ONCE = 50;
    /** So many that the caches which a container keeps for each of its threads are nearly full. */
    private static final int WARM_UP = 1_500;

    /** For those caches: 2.5 kB a cycle would show in the short form. What is ours is counted exactly. */
    private static final long HEAP_TOLERANCE = 12L << 20;

    private static final int OBJECTS_TOLERANCE = 200;
    private static final int THREADS_TOLERANCE = 32;
    private static final int FILES_TOLERANCE = 12;
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final Arena arena;

    private Soak(Arena arena) {
        this.arena = arena;
    }

    static void run(Worker.Plan plan, int cycles) throws Exception {
        plan.property("roomcast.socket.ping-interval", "1500").property("roomcast.socket.ping-timeout", "3000");
        try (Arena arena = new Arena(plan)) {
            try {
                new Soak(arena).compare(cycles);
            } catch (ExecutionException e) {
                // In one line, which is all that a summary shows, before the many of the log.
                String client = String.valueOf(e.getCause()).replaceAll("\\s+", " ");
                throw new AssertionError(client + "\nthe worker said: " + arena.warnings(), e);
            }
            assertEquals(List.of(), arena.mixUps());
        }
    }

    private void compare(int cycles) throws Exception {
        cycles(WARM_UP);
        ServerProcess.Sample before = settled();
        cycles(cycles);
        arena.awaitDeserted(SETTLED);
        // A closed connection is looked after for some seconds more, and the container keeps it until its idle timeout.
        Await.until("what was kept of connections goes; before: " + before, SETTLED, () -> {
            ServerProcess.Sample now = arena.process().sample();
            return now.objects() - before.objects() < OBJECTS_TOLERANCE
                    && now.heapBytes() - before.heapBytes() < HEAP_TOLERANCE;
        });
        ServerProcess.Sample after = settled();
        System.out.println("soak of " + cycles + " cycles: " + before + " then " + after);
        String what = before + " became " + after;
        assertTrue(after.heapBytes() - before.heapBytes() < HEAP_TOLERANCE, what);
        assertTrue(after.objects() - before.objects() < OBJECTS_TOLERANCE, what);
        assertTrue(after.threads() - before.threads() < THREADS_TOLERANCE, what);
        assertTrue(after.files() - before.files() < FILES_TOLERANCE, what);
    }

    private ServerProcess.Sample settled() {
        arena.awaitDeserted(SETTLED);
        return arena.process().sample();
    }

    private void cycles(int number) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                running.add(clients.submit(() -> {
                    for (int cycle = next.getAndIncrement(); cycle < number; cycle = next.getAndIncrement()) {
                        cycle(cycle);
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void cycle(int number) throws IOException {
        if (number % 2 == 0) {
            overWebSocket(number / 2 % 5);
        } else {
            byPolling(number / 2 % 5);
        }
    }

    private void overWebSocket(int end) throws IOException {
        if (end == 4) {
            RawSocket.breakOff(arena.port(), arena.cookie());
            return;
        }
        try (RawSocket socket = RawSocket.open(arena.port(), arena.cookie(), 0, Pace.unlimited())) {
            socket.join(Arena.ROOM);
            if (end == 0) {
                socket.say("421[\"leave\",\"files\"]");
                socket.until("431");
                socket.leave();
            } else if (end == 1) {
                socket.say("41");
            } else if (end == 2) {
                socket.reset();
            }
        }
    }

    private void byPolling(int end) throws IOException {
        try (PollingPage page = PollingPage.open(arena.port(), arena.cookie(), 0)) {
            page.join(Arena.ROOM);
            if (end == 0) {
                page.leave(Arena.ROOM);
                page.say("1");
            } else if (end == 1) {
                page.say("41");
            } else if (end == 2) {
                page.ask();
                page.reset();
            }
        }
    }
}
