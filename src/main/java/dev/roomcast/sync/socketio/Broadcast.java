package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Frame;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whom to send to, and how: the union of the rooms named, or everybody in the namespace when none is, without the members
 * of the rooms excepted; each socket once. Immutable, for any thread. A packet is encoded once for all receivers.
 */
public final class Broadcast {
    private static final long NO_TIMEOUT = -1;

    private final Namespace namespace;
    private final Set<String> rooms;
    private final Set<String> excepted;
    private final boolean droppable;
    private final long timeoutMs;

    Broadcast(Namespace namespace) {
        this(namespace, Set.of(), Set.of(), false, NO_TIMEOUT);
    }

    private Broadcast(Namespace namespace, Set<String> rooms, Set<String> excepted, boolean droppable, long timeoutMs) {
        this.namespace = namespace;
        this.rooms = rooms;
        this.excepted = excepted;
        this.droppable = droppable;
        this.timeoutMs = timeoutMs;
    }

    /** Adds the members of a room. The id of a socket is a room too. */
    public Broadcast to(String room) {
        return new Broadcast(namespace, with(rooms, room), excepted, droppable, timeoutMs);
    }

    /** Leaves out the members of a room. */
    public Broadcast except(String room) {
        return new Broadcast(namespace, rooms, with(excepted, room), droppable, timeoutMs);
    }

    /** Leaves out whoever cannot be sent to at once: better never than late. */
    public Broadcast droppable() {
        return new Broadcast(namespace, rooms, excepted, true, timeoutMs);
    }

    /** How long {@link #emitWithAck} waits, in ms. */
    public Broadcast timeout(long ms) {
        return new Broadcast(namespace, rooms, excepted, droppable, ms);
    }

    /**
     * Sends an event.
     *
     * @param arguments JSON values, byte arrays among them
     * @throws IllegalArgumentException for a reserved name, a value that is no JSON, or more than ten byte arrays
     */
    public void emit(String event, @Nullable Object... arguments) {
        deliver(PacketEncoder.event(namespace.name(), Packet.NO_ACK, event, arguments));
    }

    /**
     * Sends an event that all receivers shall answer; needs a {@link #timeout}.
     *
     * @param callback called once: when all have answered or gone, or at the timeout
     * @throws IllegalArgumentException as {@link #emit}
     * @throws IllegalStateException without a timeout
     */
    public void emitWithAck(String event, Consumer<BroadcastAnswers> callback, @Nullable Object... arguments) {
        if (timeoutMs == NO_TIMEOUT) {
            throw new IllegalStateException("a broadcast with ack needs a timeout");
        }
        long id = namespace.nextAckId();
        Frame frame = PacketEncoder.event(namespace.name(), id, event, arguments);
        List<Socket> receivers = List.copyOf(receivers());
        BroadcastAnswers.Collector answers = new BroadcastAnswers.Collector(receivers.size(), callback);
        if (receivers.isEmpty()) {
            answers.finish();
        }
        for (Socket receiver : receivers) {
            if (receiver.acks().expect(id, timeoutMs, answers)) {
                receiver.send(frame, droppable);
            }
        }
    }

    /** Sends a packet that is ready, Engine.IO's type digit included, such as one of {@link PacketEncoder}. */
    public void deliver(Frame frame) {
        for (Socket receiver : receivers()) {
            receiver.send(frame, droppable);
        }
    }

    private Collection<Socket> receivers() {
        if (rooms.size() < 2 && excepted.isEmpty()) {
            return rooms.isEmpty()
                    ? namespace.sockets()
                    : namespace.rooms().members(rooms.iterator().next());
        }
        Set<Socket> receivers = new LinkedHashSet<>();
        for (String room : rooms) {
            receivers.addAll(namespace.rooms().members(room));
        }
        if (rooms.isEmpty()) {
            receivers.addAll(namespace.sockets());
        }
        for (String room : excepted) {
            receivers.removeAll(namespace.rooms().members(room));
        }
        return receivers;
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> more = new LinkedHashSet<>(names);
        more.add(name);
        return more;
    }
}
