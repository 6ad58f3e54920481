package dev.roomcast.sync;

/** Whether events are written in the transactions of their changes, to be published by an {@link OutboxRelay}. */
public record OutboxSettings(boolean on) {}
