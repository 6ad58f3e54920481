package dev.roomcast.sync;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The number of this worker: the wished one, or the next that is free when another living worker has it. It is
 * provisional while the registry does not answer, and may change whenever the registry has spoken. A number that an
 * operator has set stays, and a second worker of the same one is only reported. {@link #renew} and {@link #release} are
 * called on managed threads, one at a time; the number is read from any.
 */
public final class WorkerNumber implements LongSupplier {
    private static final System.Logger LOG = System.getLogger(WorkerNumber.class.getName());
    private static final int TRIES = 256;
    /** After this much a lease that its holder does not renew has ended, even if it had just begun. */
    private static final long SURELY_RENEWED =
            TimeUnit.MILLISECONDS.toNanos(WorkerRegistry.LEASE_MS + WorkerRegistry.RENEW_MS);

    private final WorkerRegistry registry;
    private final WorkerWish wish;
    private final String instance;
    private final TimeSource time;
    /** Written by the thread that renews, read by whoever names this worker. */
    private volatile long number;

    private @Nullable Long refusedSince;
    private boolean warned;
    private boolean released;

    /** @param instance names this process: random, made at its start */
    public WorkerNumber(WorkerRegistry registry, WorkerWish wish, String instance, TimeSource time) {
        this.registry = registry;
        this.wish = wish;
        this.instance = instance;
        this.time = time;
        this.number = wish.number();
    }

    @Override
    public long getAsLong() {
        return number;
    }

    @Override
    public String toString() {
        return String.valueOf(number);
    }

    /** Claims the number, or another; to be called every {@link WorkerRegistry#RENEW_MS}. Blocks as the registry does. */
    public synchronized void renew() {
        if (released) {
            return;
        }
        try {
            if (wish.fixed()) {
                claimFixed();
            } else {
                claimNext();
            }
        } catch (BusDownException e) {
            // The number stays, provisionally; that the bus is down is said where it is noticed first.
            LOG.log(System.Logger.Level.DEBUG, "the number of this worker is not confirmed: {0}", e.getMessage());
        }
    }

    private void claimNext() {
        for (long candidate = number; candidate < number + TRIES; candidate++) {
            if (registry.claim(candidate, instance)) {
                take(candidate);
                return;
            }
        }
        if (!warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Worker {0} shares its number: {1} numbers from it on are taken; set roomcast.worker",
                    String.valueOf(number),
                    TRIES);
        }
    }

    private void take(long candidate) {
        warned = false;
        if (candidate != number) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Worker {0} goes on as worker {1}: another worker has that number",
                    String.valueOf(number),
                    String.valueOf(candidate));
            number = candidate;
        }
    }

    private void claimFixed() {
        if (registry.claim(number, instance)) {
            refusedSince = null;
            warned = false;
            return;
        }
        long now = time.nanoTime().getAsLong();
        Long since = refusedSince;
        if (since == null) {
            // The lease may be what a killed process of this very worker left behind.
            refusedSince = now;
        } else if (!warned && now - since > SURELY_RENEWED) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Another living worker has the number {0} too: give each worker a roomcast.worker of its own, or none",
                    String.valueOf(number));
        }
    }

    /** Gives the number back, so that the next worker may have it at once. Blocks as the registry does. */
    public synchronized void release() {
        released = true;
        try {
            registry.release(number, instance);
        } catch (BusDownException e) {
            LOG.log(System.Logger.Level.DEBUG, "the number of this worker ends with its lease: {0}", e.getMessage());
        }
    }
}
