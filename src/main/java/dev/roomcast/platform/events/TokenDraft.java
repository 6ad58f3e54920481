package dev.roomcast.platform.events;

import dev.roomcast.sync.Emission;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of a new token.
 *
 * @param topics as {@link EventToken#topics}
 * @param rooms as {@link EventToken#rooms}
 * @param expiresAt null when it never does
 */
record TokenDraft(
        String name,
        List<String> topics,
        List<String> rooms,
        @Nullable Instant expiresAt) {
    static final int NAME_LENGTH = 100;

    private static final List<String> FIELDS = List.of("name", "topics", "rooms", "expiresAt");
    private static final int MOST_NAMES = 50;
    private static final int LONGEST_TIME = 40;

    /** Beyond it no database keeps a time alike. */
    private static final int LONGEST_DAYS = 36_500;

    /**
     * The draft that a client sent; answers 400 naming all fields at fault.
     *
     * @param known the rooms that exist
     */
    static TokenDraft read(JsonObject sent, List<String> known, Instant now) {
        Fields fields = new Fields(sent, FIELDS);
        String name = fields.requiredText("name", NAME_LENGTH).orElse("");
        List<String> topics = names(fields, "topics");
        List<String> rooms = names(fields, "rooms");
        rooms.stream()
                .filter(room -> !room.equals(EventToken.ANY) && !room.equals(Emission.GLOBAL) && !known.contains(room))
                .findFirst()
                .ifPresent(room -> fields.refuse(
                        "rooms", "field.rooms.unknown", Fields.shortened(room), String.join(", ", known)));
        Instant expiresAt = expiry(fields, now);
        fields.check();
        return new TokenDraft(name, topics, rooms, expiresAt);
    }

    private static List<String> names(Fields fields, String field) {
        if (!fields.has(field)) {
            fields.refuse(field, "field.NotNull");
        }
        List<String> names = fields.names(field, MOST_NAMES);
        boolean any = names.contains(EventToken.ANY);
        if (any ? names.size() > 1 : !names.stream().allMatch(name -> name.matches(Fields.NAME))) {
            fields.refuse(field, "field.names.form");
        }
        return names;
    }

    private static @Nullable Instant expiry(Fields fields, Instant now) {
        Optional<String> text = fields.text("expiresAt", LONGEST_TIME);
        if (text.isEmpty()) {
            return null;
        }
        try {
            // The column keeps milliseconds: an answer must not show more than the next one can.
            Instant time = Instant.parse(text.get()).truncatedTo(ChronoUnit.MILLIS);
            if (!time.isAfter(now) || time.isAfter(now.plus(LONGEST_DAYS, ChronoUnit.DAYS))) {
                fields.refuse("expiresAt", "field.future");
            }
            return time;
        } catch (DateTimeException malformed) {
            fields.refuse("expiresAt", "field.instant");
            return null;
        }
    }
}
