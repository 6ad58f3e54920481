package dev.roomcast.it;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, with a deadline and no fixed pause: a test is as slow as what it waits for. */
public final class Await {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /** Returns once the condition holds; fails with {@code what} in its message when the time is over. */
    public static void until(String what, Duration within, BooleanSupplier condition) {
        value(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** The first value that is present; fails with {@code what} in its message when the time is over. */
    public static <T> T value(String what, Duration within, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + within.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }
}
