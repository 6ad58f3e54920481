package dev.roomcast.sync;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a list of rooms: a {@link Change} whose rooms are known, or another system's event.
 *
 * @param eventId identifies it through retries; every room remembers it for a while, see {@link Bus#publish}
 * @param event the event's name, such as {@code files:changed}
 * @param rooms the rooms that hear of it, each with an event of its own
 * @param reason why it happened
 * @param id the changed element's identifier
 * @param data any JSON value: maps, lists, strings, numbers, booleans or null; not changed any more
 */
public record Announcement(
        String eventId,
        String event,
        List<String> rooms,
        Reason reason,
        String id,
        @Nullable Object data) {

    public Announcement {
        rooms = List.copyOf(rooms);
    }

    /** A change and the rooms that hear of it, under a fresh event id. */
    public static Announcement of(Change change, List<String> rooms) {
        return new Announcement(
                UUID.randomUUID().toString(),
                change.topic() + ":changed",
                rooms,
                change.reason(),
                change.id(),
                change.data());
    }
}
