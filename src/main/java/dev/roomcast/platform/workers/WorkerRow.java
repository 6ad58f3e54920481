package dev.roomcast.platform.workers;

import java.time.Instant;

/**
 * What is known of a worker.
 *
 * @param number as in events
 * @param startedAt by the database's clock
 * @param bus {@code UP} or {@code DOWN}
 * @param alive whether it was seen lately, by the database's clock
 */
public record WorkerRow(long number, Instant startedAt, String bus, boolean alive) {}
