package dev.roomcast.sync.redis;

import dev.roomcast.sync.Publication;
import java.util.Optional;

/** Reads what {@code publish.lua} writes: epoch, event id, previous seq, seq, JSON, conflation key, one line each. */
final class Message {
    private static final int PARTS = 6;

    private Message() {}

    /** The publication in a message, or nothing for a text that is none. */
    static Optional<Publication> read(String room, String message) {
        String[] part = message.split("\n", PARTS);
        if (part.length != PARTS || !part[4].startsWith("{")) {
            return Optional.empty();
        }
        int nameEnd = part[5].indexOf('\n');
        if (nameEnd < 0) {
            return Optional.empty();
        }
        try {
            String name = part[5].substring(0, nameEnd);
            return Optional.of(new Publication(
                    room, part[0], part[1], Long.parseLong(part[2]), Long.parseLong(part[3]), name, part[5], part[4]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
