package dev.roomcast.platform.workers;

import java.time.Instant;

/**
 * Time to put things in order: told as a CDI event soon after the start and then every ten minutes, on a managed thread
 * outside of any request and transaction. Every worker hears it of its own clock.
 */
public record Housekeeping(Instant at) {}
