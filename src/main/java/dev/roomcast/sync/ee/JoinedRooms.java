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
    synchronized boolean add(String room) {
        return rooms.contains(room) || (rooms.size() < bound && rooms.add(room));
    }

    synchronized void remove(String room) {
        rooms.remove(room);
    }
}
