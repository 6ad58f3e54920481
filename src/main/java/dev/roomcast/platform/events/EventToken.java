package dev.roomcast.platform.events;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token by which another system publishes, as administrators see it: without its secret.
 *
 * @param hint the end of the secret, by which an operator recognises it in a configuration
 * @param topics what it may tell of; {@link #ANY} alone for everything
 * @param rooms the rooms that it may name; {@link #ANY} alone for all, {@code global} included
 * @param usedAt within a minute; null when it never was
 * @param expiresAt null when it never does
 */
@JsonbNillable
public record EventToken(
        long id,
        String name,
        String hint,
        List<String> topics,
        List<String> rooms,
        Instant createdAt,
        String createdBy,
        @Nullable Instant usedAt,
        @Nullable Instant expiresAt) {

    /** Stands for every topic, or every room. */
    public static final String ANY = "*";

    /** The same, as it was used at that moment. */
    EventToken used(Instant at) {
        return new EventToken(id, name, hint, topics, rooms, createdAt, createdBy, at, expiresAt);
    }

    boolean allowsTopic(String topic) {
        return topics.contains(ANY) || topics.contains(topic);
    }

    boolean allowsRoom(String room) {
        return rooms.contains(ANY) || rooms.contains(room);
    }
}
