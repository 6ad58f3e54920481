package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.redis.RedisBus;
import dev.roomcast.sync.redis.RedisSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two workers with a page each that is in all rooms, and events without end, each published until Redis has taken it,
 * as the outbox does. In the end it is known of every event what became of it on both pages.
 */
final class Traffic implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<String> rooms;
    private final AtomicLong time = new AtomicLong();
    private final List<RedisBus> buses = new ArrayList<>();
    private final List<WitnessPage> pages = new ArrayList<>();
    /** When the first attempt at each event began. Of the publishing thread until it has ended. */
    private final Map<String, Long> begun = new HashMap<>();

    private final AtomicLong published = new AtomicLong();
    private final Thread publisher = new Thread(this::publish, "traffic");
    private volatile boolean ending;
    private volatile boolean closed;

    Traffic(RedisSettings settings, List<String> rooms) {
        this.rooms = rooms;
        for (int i = 0; i < 2; i++) {
            RedisBus bus = new RedisBus(settings, Thread::new, System::nanoTime, () -> 0.5);
            buses.add(bus);
            pages.add(new WitnessPage(bus, time));
        }
    }

    /** Returns once both pages are in all rooms and events flow. */
    void start() {
        pages.forEach(page -> page.join(rooms));
        publisher.start();
    }

    private void publish() {
        for (int i = 0; !ending; i++) {
            String room = rooms.get(i % rooms.size());
            String id = room + "-" + i;
            begun.put(id, time.incrementAndGet());
            RedisBus bus = buses.get(i % buses.size());
            while (!closed && !attempt(bus, new Emission(id, room, "x:changed", Reason.UPDATED, 1, id, "null"))) {
                LockSupport.parkNanos(10 * PAUSE_NANOS);
            }
            published.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean attempt(RedisBus bus, Emission emission) {
        try {
            bus.publish(emission);
            return true;
        } catch (BusDownException e) {
            return false;
        }
    }

    /** Waits until so many further events have been published; the hubs' clocks go on meanwhile. */
    void awaitMore(int count) {
        long target = published.get() + count;
        awaitTicking(count + " further events", () -> published.get() >= target);
    }

    private void awaitTicking(String what, BooleanSupplier condition) {
        AtomicLong last = new AtomicLong(System.nanoTime());
        Await.until(what, Duration.ofSeconds(30), () -> {
            if (System.nanoTime() - last.get() > LOOK_NANOS) {
                last.set(System.nanoTime());
                pages.forEach(WitnessPage::tick);
            }
            return condition.getAsBoolean();
        });
    }

    /** Ends it, lets everything settle and asks of every event whether it came, was replayed or was flagged. */
    void endAndCheck() {
        ending = true;
        awaitTicking("the publisher ends", () -> !publisher.isAlive());
        awaitTicking("the buses are up", () -> buses.stream().allMatch(bus -> bus.state() == BusState.UP));
        awaitTicking("both pages stand where Redis stands", () -> {
            Map<String, Position> there = positions();
            return there != null && pages.stream().allMatch(page -> page.standsAt(there));
        });
        for (WitnessPage page : pages) {
            assertEquals(List.of(), page.complaints());
            List<String> silent = begun.entrySet().stream()
                    .filter(event -> !page.knows(event.getKey(), room(event.getKey()), event.getValue()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            assertEquals(List.of(), silent, "lost in silence");
            assertTrue(page.received() > begun.size() / 2, "most came: " + page.received() + " of " + begun.size());
        }
    }

    private @Nullable Map<String, Position> positions() {
        try {
            return buses.get(0).positions(rooms);
        } catch (BusDownException e) {
            return null;
        }
    }

    private static String room(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }

    long malformed() {
        return buses.stream().mapToLong(RedisBus::malformed).sum();
    }

    @Override
    public void close() {
        ending = true;
        closed = true;
        buses.forEach(RedisBus::stop);
        pages.forEach(WitnessPage::stop);
    }
}
