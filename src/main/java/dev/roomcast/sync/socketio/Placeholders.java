package dev.roomcast.sync.socketio;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Puts attachments where a binary packet's {@code {"_placeholder":true,"num":n}} objects stand. */
final class Placeholders {
    static final String FLAG = "_placeholder";
    private static final String NUMBER = "num";

    private Placeholders() {}

    /** Checks a payload before its attachments are waited for: each placeholder must name one of {@code count}. */
    static void check(List<@Nullable Object> payload, int count) {
        replaceIn(payload, number -> {
            if (number < 0 || number >= count) {
                throw new MalformedPacketException("placeholder of no attachment");
            }
            return null;
        });
    }

    /** Replaces the placeholders of a checked payload, in place. An attachment may be named often or never. */
    static void fill(List<@Nullable Object> payload, List<byte[]> attachments) {
        replaceIn(payload, number -> attachments.get((int) number));
    }

    static boolean isPlaceholder(Map<?, ?> object) {
        return Boolean.TRUE.equals(object.get(FLAG));
    }

    /** Walks a value of bounded depth; a replacement of null leaves the placeholder where it is. */
    @SuppressWarnings("unchecked")
    private static void replaceIn(@Nullable Object value, LongFunction<byte @Nullable []> replacement) {
        if (value instanceof List<?> list) {
            ((List<@Nullable Object>) list).replaceAll(item -> replaced(item, replacement));
        } else if (value instanceof Map<?, ?> map) {
            ((Map<String, @Nullable Object>) map).replaceAll((name, item) -> replaced(item, replacement));
        }
    }

    private static @Nullable Object replaced(@Nullable Object item, LongFunction<byte @Nullable []> replacement) {
        if (!(item instanceof Map<?, ?> map) || !isPlaceholder(map)) {
            replaceIn(item, replacement);
            return item;
        }
        if (!(map.get(NUMBER) instanceof Long number)) {
            throw new MalformedPacketException("placeholder without a number");
        }
        byte[] attachment = replacement.apply(number);
        return attachment == null ? item : attachment;
    }
}
