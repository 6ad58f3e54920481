package dev.roomcast.sync;

import java.util.function.LongSupplier;

/**
 * The two clocks of the core, handed in so that tests can turn them.
 *
 * @param nanoTime a monotonic clock in ns, for deadlines
 * @param epochMillis the wall clock in ms since 1970, for {@code seq} on the local bus
 */
public record TimeSource(LongSupplier nanoTime, LongSupplier epochMillis) {}
