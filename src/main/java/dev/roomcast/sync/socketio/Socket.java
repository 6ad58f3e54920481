package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.FrameBurst;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. All methods may be called from any thread and never block; once it is disconnected,
 * sending and joining do nothing. Its handlers are called one at a time with all others of its connection, except those
 * of {@link #onDisconnect}, which the thread that disconnects calls.
 */
public final class Socket {
    private final String id;
    private final Namespace namespace;
    private final SocketHandshake handshake;
    private final Connection connection;
    /** Null until an answer is awaited. Made under this. */
    private volatile @Nullable PendingAcks acks;

    /** Null when the namespace recovers nothing. A bearer secret. */
    private final @Nullable String pid;

    private final Set<String> recoveredRooms;
    // Lists that are replaced and never changed: a few words for each of very many idle sockets.
    private volatile List<Named> handlers = List.of();
    private volatile List<EventHandler.OfAnyName> anyHandlers = List.of();
    private volatile List<Consumer<String>> disconnectHandlers = List.of();

    /** Guarded by this; so that a join that races with the end leaves no dead member in a room. */
    private Set<String> joined = Set.of();

    /** Written under this; read without for a send, where a moment late does no harm. */
    private volatile boolean connected = true;

    /** Not null while packets are held back. */
    private volatile @Nullable HeldPackets held;

    private record Named(String event, EventHandler handler) {}

    /**
     * @param pid its private id, null when the namespace recovers nothing
     * @param recovered null for a new one; the rooms of one that was lost, whose packets are held back until
     *     {@link #release}
     */
    Socket(
            String id,
            Namespace namespace,
            SocketHandshake handshake,
            Connection connection,
            @Nullable String pid,
            @Nullable Set<String> recovered) {
        this.pid = pid;
        this.recoveredRooms = recovered == null ? Set.of() : Set.copyOf(recovered);
        this.held = recovered == null ? null : new HeldPackets();
        this.id = id;
        this.namespace = namespace;
        this.handshake = handshake;
        this.connection = connection;
    }

    /** Its public name, also that of the room which only it is in; not the Engine.IO sid, which is a secret. */
    public String id() {
        return id;
    }

    /** Where a lost socket that came back is again, as far as whoever recovers it knows rooms; empty for a new one. */
    public Set<String> recoveredRooms() {
        return recoveredRooms;
    }

    public Namespace namespace() {
        return namespace;
    }

    public SocketHandshake handshake() {
        return handshake;
    }

    public boolean connected() {
        return connected;
    }

    /** Adds a handler for events of a name. */
    public synchronized Socket on(String event, EventHandler handler) {
        handlers = Copies.with(handlers, new Named(event, handler));
        return this;
    }

    /** Adds a handler for events of every name. */
    public synchronized Socket onAny(EventHandler.OfAnyName handler) {
        anyHandlers = Copies.with(anyHandlers, handler);
        return this;
    }

    /** Adds a handler that hears, once, why the socket was disconnected, in the reference's words. */
    public synchronized Socket onDisconnect(Consumer<String> handler) {
        disconnectHandlers = Copies.with(disconnectHandlers, handler);
        return this;
    }

    /**
     * Sends an event.
     *
     * @param arguments JSON values, byte arrays among them
     * @throws IllegalArgumentException for a reserved name, a value that is no JSON, or more than ten byte arrays
     */
    public void emit(String event, @Nullable Object... arguments) {
        send(PacketEncoder.event(namespace.name(), Packet.NO_ACK, event, arguments));
    }

    /**
     * Sends an event that the client shall answer.
     *
     * @param timeoutMs how long to wait, in ms
     * @throws IllegalArgumentException as {@link #emit}
     */
    public void emitWithAck(String event, long timeoutMs, AckCallback callback, @Nullable Object... arguments) {
        long ackId = namespace.nextAckId();
        Frame frame = PacketEncoder.event(namespace.name(), ackId, event, arguments);
        if (acks().expect(ackId, timeoutMs, callback)) {
            send(frame);
        }
    }

    /** Sends a packet that is ready, Engine.IO's type digit included, such as one of {@link PacketEncoder}. */
    public void send(Frame frame) {
        send(frame, false);
    }

    /** Sends packets that are ready, in order, and in one write where that can be. */
    public void send(FrameBurst frames) {
        if (held != null) {
            frames.forEach(this::send);
        } else if (connected) {
            connection.send(frames);
        }
    }

    void send(Frame frame, boolean droppable) {
        HeldPackets holding = held;
        if (connected && (!droppable || connection.writable()) && (holding == null || !holding.hold(frame))) {
            connection.send(frame);
        }
    }

    /** Holds the answer to the client back behind what is held already; false when that is no longer whole. */
    boolean holdAnswer(Frame answer) {
        HeldPackets holding = held;
        return holding != null && holding.hold(answer) && holding.isWhole();
    }

    /** Sends what was held back; false when some of it had to be dropped. */
    boolean release() {
        HeldPackets holding = held;
        boolean whole = holding == null || holding.release(connection::send);
        held = null;
        return whole;
    }

    /** Starts a broadcast to a room, without this socket. */
    public Broadcast to(String room) {
        return others().to(room);
    }

    /** Starts a broadcast to everybody else in the namespace. */
    public Broadcast others() {
        return namespace.except(id);
    }

    /** Joins a room. True when the socket is in it now; false when it is gone or in too many rooms. */
    public synchronized boolean join(String room) {
        if (!connected
                || (!joined.contains(room)
                        && joined.size() >= connection.settings().maxRooms())) {
            return false;
        }
        joined = Copies.with(joined, room);
        namespace.rooms().join(room, this);
        return true;
    }

    /** Leaves a room; does nothing when not in it. */
    public synchronized void leave(String room) {
        if (joined.contains(room)) {
            joined = Copies.without(joined, room);
            namespace.rooms().leave(room, this);
        }
    }

    /** The rooms it is in, that of its own id included; none once disconnected. Never changes. */
    public synchronized Set<String> rooms() {
        return joined;
    }

    /** Disconnects the client from this namespace; a stock client does not come back by itself. */
    public void disconnect() {
        if (end("server namespace disconnect")) {
            connection.send(PacketEncoder.disconnected(namespace.name()));
        }
    }

    /** Disconnects the client from all its namespaces and closes its connection. */
    public void disconnectConnection() {
        connection.disconnect();
    }

    /** Ends the socket: out of the namespace and its rooms, open answers failed, handlers told. False when it had ended. */
    boolean end(String reason) {
        Set<String> rooms;
        synchronized (this) {
            if (!connected) {
                return false;
            }
            connected = false;
            rooms = joined;
            rooms.forEach(room -> namespace.rooms().leave(room, this));
            joined = Set.of();
        }
        namespace.remove(this);
        connection.forget(this);
        PendingAcks unanswered = acks;
        if (unanswered != null) {
            unanswered.close();
        }
        Recovery recovery = namespace.recovery();
        if (recovery != null && pid != null) {
            recovery.onEnd(this, pid, reason, rooms);
        }
        disconnectHandlers.forEach(handler -> connection.guard("a disconnect", () -> handler.accept(reason)));
        return true;
    }

    void receive(Packet packet) {
        if (packet.type().isAck()) {
            PendingAcks awaited = acks;
            if (awaited != null) {
                awaited.answer(packet.ackId(), packet.elements());
            }
            return;
        }
        String name = String.valueOf(packet.elements().get(0));
        List<@Nullable Object> arguments =
                packet.elements().subList(1, packet.elements().size());
        Ack ack = new Ack(this, packet.ackId());
        anyHandlers.forEach(handler -> connection.guard("any event", () -> handler.onEvent(name, arguments)));
        for (EventHandler.OfAnySocket each : namespace.handlers(name)) {
            connection.guard("an event", () -> each.onEvent(this, arguments, ack));
        }
        for (Named each : handlers) {
            if (each.event.equals(name)) {
                connection.guard("an event", () -> each.handler.onEvent(arguments, ack));
            }
        }
    }

    synchronized PendingAcks acks() {
        PendingAcks awaited = acks;
        if (awaited == null) {
            awaited = connection.newPendingAcks();
            acks = awaited;
            if (!connected) {
                awaited.close();
            }
        }
        return awaited;
    }
}
