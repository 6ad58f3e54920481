package dev.roomcast.users;

import dev.roomcast.platform.problem.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only some threads hash passwords at once, and only some more wait for it: a flood of sign-ins must take neither
 * all processors nor all request threads. Answers 503 to those who find no place in time.
 */
final class HashingGate {
    private final Semaphore places;
    private final int mayWait;
    private final long waitMs;

    HashingGate(int places, int mayWait, long waitMs) {
        this.places = new Semaphore(places, true);
        this.mayWait = mayWait;
        this.waitMs = waitMs;
    }

    <T> T pass(Supplier<T> hashing) {
        if (!enter()) {
            throw ProblemException.of(503, "too-busy");
        }
        try {
            return hashing.get();
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire()
                    || (places.getQueueLength() < mayWait && places.tryAcquire(waitMs, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
