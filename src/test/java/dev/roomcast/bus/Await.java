package dev.roomcast.bus;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
public final class Await {
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private Await() {}

    /** Returns once the condition holds; fails the test when it does not in time. */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** As {@link #until(String, Duration, BooleanSupplier)}, within ten seconds. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofSeconds(10), condition);
    }
}
