package dev.roomcast.sync;

/**
 * Where a room's events stand.
 *
 * @param epoch the life of the numbering; a {@code seq} of another epoch says nothing here
 * @param seq the number of the newest event, in milliseconds since 1970, 0 before the first
 */
public record Position(String epoch, long seq) {
    /** Stands for "cannot be said": no room is ever here. */
    public static final Position UNKNOWN = new Position("", 0);
}
