package dev.roomcast.sync;

/**
 * This worker is about to stop, told as a CDI event while it can still publish and the database can still be reached.
 *
 * @param number as in {@link WorkerAlive#number()}
 */
public record WorkerStopping(long number) {}
