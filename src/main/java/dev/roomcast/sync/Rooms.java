package dev.roomcast.sync;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is in which room. A room exists while it has members. All methods may be called from any thread; a walk over members sees those who were there when it began and may or may not see later ones.
 *
 * @param <M> the members, compared by identity or equals
 */
public final class Rooms<M> {
    private final Map<String, Set<M>> members = new ConcurrentHashMap<>();

    /** Adds a member; false when it was there. */
    public boolean join(String room, M member) {
        boolean[] added = new boolean[1];
        members.compute(room, (name, set) -> {
            Set<M> those = set == null ? ConcurrentHashMap.newKeySet() : set;
            added[0] = those.add(member);
            return those;
        });
        return added[0];
    }

    /** Removes a member, and the room with its last one; false when it was not there. */
    public boolean leave(String room, M member) {
        boolean[] removed = new boolean[1];
        members.computeIfPresent(room, (name, set) -> {
            removed[0] = set.remove(member);
            return set.isEmpty() ? null : set;
        });
        return removed[0];
    }

    /** The members of a room; empty for one that does not exist. A live view, not to be changed. */
    public Collection<M> members(String room) {
        Set<M> set = members.get(room);
        return set == null ? Set.of() : set;
    }

    public boolean isMember(String room, M member) {
        return members(room).contains(member);
    }

    /** The rooms that have members. A live view. */
    public Set<String> names() {
        return members.keySet();
    }
}
