package dev.roomcast.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Puts load on the server and measures it: saturated with a window of events in flight, or steady at a rate. */
final class Load {

    private static final int MOST_EVENTS = 200_000;
    private static final long DRAINED_WITHIN_SECONDS = 15;

    private final Fleet fleet;
    private final Publisher publisher;
    private final long serverPid;

    Load(Fleet fleet, Publisher publisher, long serverPid) {
        this.fleet = fleet;
        this.publisher = publisher;
        this.serverPid = serverPid;
    }

    /** An event leaves when the one {@code window} before it has reached every client: what the server sustains. */
    Measurement saturated(int seconds, int window) {
        Tally tally = new Tally(fleet.size(), MOST_EVENTS);
        return measure(tally, () -> {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            int event = 0;
            while (System.nanoTime() < end && event < tally.mostEvents()) {
                if (event >= window && !hasRoom(tally)) {
                    break;
                }
                publisher.publish(event++, tally);
            }
            // The window's events that are still under way, beyond those waited for above.
            awaitAll(tally, Math.min(window, event));
            return event;
        });
    }

    /** Events leave on time, whatever the server does. */
    Measurement steady(int seconds, int rate) {
        Tally tally = new Tally(fleet.size(), MOST_EVENTS);
        return measure(tally, () -> {
            int events = Math.min(seconds * rate, tally.mostEvents());
            long first = System.nanoTime();
            for (int event = 0; event < events; event++) {
                waitUntil(first + event * TimeUnit.SECONDS.toNanos(1) / rate);
                publisher.publish(event, tally);
            }
            awaitAll(tally, events);
            return events;
        });
    }

    private Measurement measure(Tally tally, IntSupplier load) {
        fleet.countIn(tally);
        int refusedBefore = publisher.refused();
        double cpuBefore = ServerProcess.cpuMicros(serverPid);
        long start = System.nanoTime();
        int events = load.getAsInt();
        double seconds = (System.nanoTime() - start) / 1e9;
        fleet.check();
        double cpu = ServerProcess.cpuMicros(serverPid) - cpuBefore;
        int deliveries = Math.max(1, tally.deliveries());
        long faults =
                tally.lost(events) + tally.duplicates() + tally.outOfOrder() + publisher.refused() - refusedBefore;
        return new Measurement(
                deliveries / seconds, cpu / deliveries, tally.latencyMs(0.5), tally.latencyMs(0.99), faults);
    }

    private static boolean hasRoom(Tally tally) {
        return awaitAll(tally, 1);
    }

    /** Waits until this many more events have reached everybody; false when they do not in time, which the count of the lost will tell. */
    private static boolean awaitAll(Tally tally, int events) {
        try {
            return tally.complete().tryAcquire(events, DRAINED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
