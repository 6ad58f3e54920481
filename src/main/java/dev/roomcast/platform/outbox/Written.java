package dev.roomcast.platform.outbox;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the table keeps of a change. What it cannot keep fails no transaction: without data, the rooms of the topic
 * refetch.
 *
 * @param rooms the rooms that the change names, with commas between them
 * @param data as compact JSON text, or null
 */
record Written(
        String topic,
        String rooms,
        String elementId,
        @Nullable String data) {
    static final int LONGEST_DATA = 1_000_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ROOMS = 4_000;

    static Written of(Change change) {
        String rooms = String.join(",", change.rooms());
        if (!isName(change.topic()) || !areNames(change.rooms()) || rooms.length() > LONGEST_ROOMS) {
            // No topic or room that settings can name is such: its room is that of everybody, as for the empty one.
            return new Written("", "", "", null);
        }
        String data = isName(change.id()) ? json(change.data()) : null;
        return new Written(change.topic(), rooms, data == null ? "" : change.id(), data);
    }

    /** The rooms that a row names. */
    static List<String> rooms(String written) {
        return written.isEmpty() ? List.of() : List.of(written.split(",", -1));
    }

    private static boolean areNames(List<String> rooms) {
        return rooms.stream().allMatch(room -> isName(room) && !room.isEmpty() && room.indexOf(',') < 0);
    }

    /** Whether every database keeps it as it is: PostgreSQL knows neither the character 0 nor half a pair. */
    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && text.codePoints().noneMatch(Written::isUnspeakable);
    }

    private static boolean isUnspeakable(int character) {
        return character == 0 || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static @Nullable String json(@Nullable Object value) {
        try {
            String text = JsonText.of(value);
            return text.length() <= LONGEST_DATA ? text : null;
        } catch (RuntimeException | StackOverflowError noJson) {
            // Of an unknown type, or such that contains itself.
            return null;
        }
    }
}
