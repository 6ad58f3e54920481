package dev.roomcast.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of data, fired by a service as a CDI event inside its transaction. After the commit it becomes the event {@code <topic>:changed} in every room
 * that the dependency table names; after a rollback it never existed.
 *
 * @param topic what changed, as events name it: {@code files}, {@code users}, ...
 * @param id the changed element's identifier
 * @param data any JSON value: maps, lists, strings, numbers, booleans or null
 * @param rooms the rooms that hear of it instead of the one of the topic's name, beside those that the dependency table adds; {@code global} alone is
 *     every connection; none, as usual, leaves it to the table
 */
public record Change(
        String topic, Reason reason, String id, @Nullable Object data, List<String> rooms) {

    public Change {
        rooms = List.copyOf(rooms);
    }

    /** A change that the rooms of the dependency table hear of. */
    public Change(String topic, Reason reason, String id, @Nullable Object data) {
        this(topic, reason, id, data, List.of());
    }
}
