package dev.roomcast.sync;

import java.util.function.DoubleSupplier;

/**
 * The pauses between attempts: doubling up to a bound, each shortened at random by up to a half, so that many
 * workers do
 * not come back in the same moment. Not thread-safe.
 */
public final class Backoff {
    private final long firstMs;
    private final long longestMs;
    private final DoubleSupplier random;
    private int attempts;

    /**
     * @param firstMs the first pause in ms, before shortening
     * @param longestMs the longest pause in ms
     * @param random numbers from 0 to 1
     */
    public Backoff(long firstMs, long longestMs, DoubleSupplier random) {
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.random = random;
    }

    /** The next pause in ms. */
    public long nextMs() {
        long full = Math.min(longestMs, firstMs << Math.min(attempts, 20));
        attempts++;
        return Math.round(full * (1 - random.getAsDouble() / 2));
    }

    /** An attempt succeeded: the next pause is a first one. */
    public void reset() {
        attempts = 0;
    }
}
