package dev.roomcast.sync;

import org.jspecify.annotations.Nullable;

/**
 * A change of data, fired by a service as a CDI event inside its transaction. After the commit it becomes the event {@code <topic>:changed} in every room
 * that the dependency table names; after a rollback it never existed.
 *
 * @param topic what changed, as events name it: {@code files}, {@code users}, ...
 * @param id the changed element's identifier
 * @param data any JSON value: maps, lists, strings, numbers, booleans or null
 */
public record Change(
        String topic, Reason reason, String id, @Nullable Object data) {}
