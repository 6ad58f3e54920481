package dev.roomcast.sync;

/**
 * A sign of life of this worker, told as a CDI event every five seconds on a managed thread, on which observers may
 * block. The next one waits until they have finished.
 *
 * @param number as in the events that the worker emits
 * @param bus whether the worker can rely on the bus
 */
public record WorkerAlive(long number, BusState bus) {}
