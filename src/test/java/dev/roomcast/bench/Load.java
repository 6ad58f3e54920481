package dev.roomcast.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Publishes events to a fleet and lets it read: as many as the server can take, or steadily at a rate.
 *
 * @param patienceNanos how long to wait for what is still under way at the end; what has not come by then is lost
 */
record Load(Fleet fleet, long patienceNanos) {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** In which what comes twice would come. */
    private static final long AFTERMATH = 200 * MILLI;

    Load(Fleet fleet) {
        this(fleet, 20 * SECOND);
    }

    /** An event leaves when the one {@code window} before it has reached every client: what the server sustains. Returns when all have arrived, or will not. */
    Tally saturated(double seconds, int window) throws IOException {
        Tally tally = fleet.count();
        long end = System.nanoTime() + (long) (seconds * SECOND);
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            while (tally.inFlight() < window) {
                fleet.publish();
            }
            fleet.poll(Math.max(1, Math.min(100, (end - now) / MILLI)));
        }
        return drained(tally);
    }

    /** Events leave on time, whatever the server does. Returns when all have arrived, or will not. */
    Tally steady(double seconds, int rate) throws IOException {
        Tally tally = fleet.count();
        long events = Math.round(seconds * rate);
        long first = System.nanoTime();
        while (tally.published() < events) {
            long wait = first + tally.published() * SECOND / rate - System.nanoTime();
            if (wait <= 0) {
                fleet.publish();
            }
            // The selector counts in milliseconds: the rest of one is spent looking.
            fleet.poll(Math.max(0, wait) / MILLI);
        }
        return drained(tally);
    }

    private Tally drained(Tally tally) throws IOException {
        long deadline = System.nanoTime() + patienceNanos;
        while (tally.inFlight() > 0 && System.nanoTime() < deadline) {
            fleet.poll(100);
        }
        fleet.stay(AFTERMATH);
        return tally;
    }
}
