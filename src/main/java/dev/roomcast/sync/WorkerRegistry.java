package dev.roomcast.sync;

/**
 * Which living worker has which number, as far as the bus reaches. A number is held on a lease that ends by itself when
 * its holder no longer claims it. Calls may block, each for a bounded time, and are made from managed threads only.
 */
public interface WorkerRegistry {
    /** How long a claim holds, in ms. */
    long LEASE_MS = 15_000;

    /** How often a claim is to be repeated, in ms. */
    long RENEW_MS = 5_000;

    /** The registry of a worker that is alone: every number is free. */
    WorkerRegistry ALONE = new WorkerRegistry() {
        @Override
        public boolean claim(long number, String instance) {
            return true;
        }

        @Override
        public void release(long number, String instance) {
            // Nobody else wants it.
        }
    };

    /**
     * Takes a number that is free, or renews the lease of one's own.
     *
     * @param instance names the process: random, made at its start
     * @return false when another living worker holds the number
     * @throws BusDownException when the registry does not answer in time
     */
    boolean claim(long number, String instance);

    /**
     * Gives a number back at once; does nothing when it is another's by now.
     *
     * @throws BusDownException when the registry does not answer in time
     */
    void release(long number, String instance);
}
