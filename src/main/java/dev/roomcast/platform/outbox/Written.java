package dev.roomcast.platform.outbox;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What the table keeps of a change. What it cannot keep fails no transaction: without data, the rooms of the topic
 * refetch.
 *
 * @param data as compact JSON text, or null
 */
record Written(String topic, String elementId, @Nullable String data) {
    static final int LONGEST_DATA = 1_000_000;
    private static final int LONGEST_NAME = 200;

    static Written of(Change change) {
        if (!isName(change.topic())) {
            // No topic that settings can name is such: its room is that of everybody, as for the empty one.
            return new Written("", "", null);
        }
        String data = isName(change.id()) ? json(change.data()) : null;
        return new Written(change.topic(), data == null ? "" : change.id(), data);
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
