package dev.roomcast.home;

import java.time.Instant;

/**
 * A change as clients see it.
 *
 * @param login whose change it was; empty when it came from no request
 * @param id the changed record's
 * @param name what the record was called then; empty when nobody said
 */
public record ActivityView(Instant at, String login, String topic, String reason, String id, String name) {}
