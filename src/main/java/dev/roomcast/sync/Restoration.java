package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Brings a lost member into its rooms again, one after the other, {@link Emission#GLOBAL} last; the first that cannot be
 * recovered ends it. On the hub's thread.
 */
final class Restoration<M> {
    private final Hub<M> hub;
    private final M member;
    private final Queue<Map.Entry<String, Position>> rooms;
    private final Consumer<Boolean> answer;

    Restoration(Hub<M> hub, M member, Map<String, Position> held, Consumer<Boolean> answer) {
        this.hub = hub;
        this.member = member;
        this.answer = answer;
        Map<String, Position> ordered = new LinkedHashMap<>(held);
        Position global = ordered.remove(Emission.GLOBAL);
        ordered.put(Emission.GLOBAL, global == null ? Position.UNKNOWN : global);
        this.rooms = new ArrayDeque<>(ordered.entrySet());
    }

    void next() {
        Map.Entry<String, Position> room = rooms.poll();
        if (room == null) {
            hub.arrived(member);
            answer.accept(true);
        } else if (!hub.join(member, room.getKey(), room.getValue(), joined -> answered(joined, room.getValue()))) {
            answer.accept(false);
        }
    }

    private void answered(Joined joined, Position held) {
        // A worker that stands behind the member would send it again what it has.
        if (joined.recovered() && joined.position().seq() >= held.seq()) {
            next();
        } else {
            answer.accept(false);
        }
    }
}
