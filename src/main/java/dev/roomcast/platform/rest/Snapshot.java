package dev.roomcast.platform.rest;

import dev.roomcast.sync.Position;
import java.util.Map;

/** The body of an answer as it was read once, for all who may have the same. Immutable: nobody changes the bytes. */
final class Snapshot {
    private final Map<String, Position> positions;
    private final byte[] body;
    private final String tag;

    /**
     * @param positions where its rooms stood just before it was read
     * @param body JSON in UTF-8; not copied
     * @param tag stands for the body in an {@code ETag}
     */
    Snapshot(Map<String, Position> positions, byte[] body, String tag) {
        this.positions = Map.copyOf(positions);
        this.body = body;
        this.tag = tag;
    }

    Map<String, Position> positions() {
        return positions;
    }

    byte[] body() {
        return body;
    }

    String tag() {
        return tag;
    }
}
