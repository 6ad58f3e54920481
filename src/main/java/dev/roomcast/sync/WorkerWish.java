package dev.roomcast.sync;

/**
 * The number that a worker would like to have.
 *
 * @param number as in events
 * @param fixed whether an operator has set it: then it is used even when another worker has it
 */
public record WorkerWish(long number, boolean fixed) {}
