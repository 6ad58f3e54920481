package dev.roomcast.sync.ee;

import java.util.HashSet;
import java.util.Set;

/** The rooms that one connection has asked for, so that it cannot ask for more than its bound. Used from that connection's callbacks, one at a time. */
final class JoinedRooms {
    private final int bound;
    private final Set<String> rooms = new HashSet<>(4);

    JoinedRooms(int bound) {
        this.bound = bound;
    }

    /** False when one more is too many. */
    boolean hasPlaceFor(String room) {
        return rooms.contains(room) || rooms.size() < bound;
    }

    void add(String room) {
        rooms.add(room);
    }

    /** False when it was not there. */
    boolean remove(String room) {
        return rooms.remove(room);
    }
}
