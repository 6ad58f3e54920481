package dev.roomcast.sync;

import java.util.concurrent.TimeUnit;

/**
 * What is known of something that may be out of reach: when to try again, and what is still to be said of it, once when
 * it is gone and once when it is back. Not thread-safe.
 */
final class Outage {
    private final TimeSource time;
    private final Backoff backoff;
    private final long patienceNanos;
    private boolean lasts;
    private boolean told;
    private long since;
    private long nextAttempt;

    /**
     * @param backoff the pauses between attempts
     * @param patienceMs how long it may be out of reach before that is worth a word
     */
    Outage(TimeSource time, Backoff backoff, long patienceMs) {
        this.time = time;
        this.backoff = backoff;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMs);
    }

    boolean lasts() {
        return lasts;
    }

    /** Whether it is there as far as is known, or the pause since the last attempt is over. */
    boolean mayTry() {
        return !lasts || now() - nextAttempt >= 0;
    }

    /** An attempt failed; true when that is to be said now. */
    boolean failed() {
        since = lasts ? since : now();
        lasts = true;
        nextAttempt = now() + TimeUnit.MILLISECONDS.toNanos(backoff.nextMs());
        boolean tell = !told && now() - since >= patienceNanos;
        told |= tell;
        return tell;
    }

    /** An attempt succeeded; true when it is to be said that the outage is over. */
    boolean answered() {
        boolean tell = told;
        backoff.reset();
        lasts = false;
        told = false;
        return tell;
    }

    private long now() {
        return time.nanoTime().getAsLong();
    }
}
