package dev.roomcast.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Publishes events to a fleet and lets it read: as many as the server can take, or steadily at a rate. */
final class Load {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long DRAINED_WITHIN = 20 * SECOND;
    /** In which what comes twice would come. */
    private static final long AFTERMATH = 200 * MILLI;

    private final Fleet fleet;
    private final Tally tally;

    private Load(Fleet fleet) {
        this.fleet = fleet;
        this.tally = fleet.count();
    }

    /** An event leaves when the one {@code window} before it has reached every client: what the server sustains. Returns when all have arrived, or will not. */
    static Tally saturated(Fleet fleet, double seconds, int window) throws IOException {
        Load load = new Load(fleet);
        long end = System.nanoTime() + (long) (seconds * SECOND);
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            while (load.inFlight() < window) {
                fleet.publish();
            }
            fleet.poll(Math.max(1, Math.min(100, (end - now) / MILLI)));
        }
        return load.drained();
    }

    /** Events leave on time, whatever the server does. Returns when all have arrived, or will not. */
    static Tally steady(Fleet fleet, double seconds, int rate) throws IOException {
        Load load = new Load(fleet);
        long events = Math.round(seconds * rate);
        long first = System.nanoTime();
        while (load.tally.published() < events) {
            long wait = first + load.tally.published() * SECOND / rate - System.nanoTime();
            if (wait <= 0) {
                fleet.publish();
            }
            // The selector counts in milliseconds: the rest of one is spent looking.
            fleet.poll(Math.max(0, wait) / MILLI);
        }
        return load.drained();
    }

    private int inFlight() {
        return tally.published() - tally.completed();
    }

    private Tally drained() throws IOException {
        long deadline = System.nanoTime() + DRAINED_WITHIN;
        while (inFlight() > 0 && System.nanoTime() < deadline) {
            fleet.poll(100);
        }
        fleet.stay(AFTERMATH);
        return tally;
    }
}
