package dev.roomcast.sync.ee;

import java.util.ArrayList;
import java.util.List;

/** The rooms that one connection has asked for, so that it cannot ask for more than its bound. Used from that connection's callbacks, one at a time. */
final class JoinedRooms {
    private final int bound;
    /** Each once; a list, because there are few in each of very many. */
    private final List<String> rooms = new ArrayList<>(2);

    JoinedRooms(int bound) {
        this.bound = bound;
    }

    /** False when one more is too many. */
    boolean hasPlaceFor(String room) {
        return rooms.contains(room) || rooms.size() < bound;
    }

    void add(String room) {
        if (!rooms.contains(room)) {
            rooms.add(room);
        }
    }

    /** False when it was not there. */
    boolean remove(String room) {
        return rooms.remove(room);
    }
}
