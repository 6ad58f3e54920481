package dev.roomcast.sync.ee;

import dev.roomcast.sync.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page says with {@code join} or {@code leave}: {@code "files"} or {@code {"room":"files","since":1,"epoch":"e"}}.
 *
 * @param since the position that the page holds, or null
 */
record RoomRequest(String room, @Nullable Position since) {

    /** Reads an event's arguments; empty when they are anything else. */
    static Optional<RoomRequest> of(List<@Nullable Object> arguments) {
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        Object argument = arguments.get(0);
        if (argument instanceof String room) {
            return Optional.of(new RoomRequest(room, null));
        }
        if (!(argument instanceof Map<?, ?> map) || !(map.get("room") instanceof String room)) {
            return Optional.empty();
        }
        Object since = map.get("since");
        Object epoch = map.get("epoch");
        if (since == null) {
            return Optional.of(new RoomRequest(room, null));
        }
        if (!(since instanceof Long seq) || seq < 0 || !(epoch == null || epoch instanceof String)) {
            return Optional.empty();
        }
        return Optional.of(new RoomRequest(room, new Position(epoch == null ? "" : (String) epoch, seq)));
    }

    /** Reads {@code {"files":1,...}}; empty when it is anything else or has more rooms than the bound. */
    static Optional<Map<String, Long>> positions(List<@Nullable Object> arguments, int bound) {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof Map<?, ?> map) || map.size() > bound) {
            return Optional.empty();
        }
        Map<String, Long> positions = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getValue() instanceof Long seq)) {
                return Optional.empty();
            }
            positions.put((String) entry.getKey(), seq);
        }
        return Optional.of(positions);
    }
}
