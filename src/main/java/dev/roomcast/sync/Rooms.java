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
    /** By room. A lone member, such as that of each socket's own room, is in an immutable set, a tenth of a concurrent one. */
    private final Map<String, Set<M>> members = new ConcurrentHashMap<>();

    /** Adds a member; false when it was there. */
    public boolean join(String room, M member) {
        boolean[] added = new boolean[1];
        members.compute(room, (name, set) -> {
            if (set == null) {
                added[0] = true;
                return Set.of(member);
            }
            Set<M> those = set instanceof ConcurrentHashMap.KeySetView ? set : shared(set);
            added[0] = those.add(member);
            return those;
        });
        return added[0];
    }

    private Set<M> shared(Set<M> alone) {
        Set<M> those = ConcurrentHashMap.newKeySet();
        those.addAll(alone);
        return those;
    }

    /** Removes a member, and the room with its last one; false when it was not there. */
    public boolean leave(String room, M member) {
        boolean[] removed = new boolean[1];
        members.computeIfPresent(room, (name, set) -> {
            if (set instanceof ConcurrentHashMap.KeySetView) {
                removed[0] = set.remove(member);
                return set.isEmpty() ? null : set;
            }
            removed[0] = set.contains(member);
            return removed[0] ? null : set;
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
