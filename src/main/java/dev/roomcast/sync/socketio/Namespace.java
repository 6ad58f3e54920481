package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Rooms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group of sockets with its own handlers and rooms; clients join it by its name. All methods may be called from any
 * thread; handlers and middlewares are registered before clients connect.
 */
public final class Namespace {
    private final String name;
    private final Rooms<Socket> rooms = new Rooms<>();
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<Consumer<Socket>> connectHandlers = new CopyOnWriteArrayList<>();
    private final Map<String, List<EventHandler.OfAnySocket>> handlers = new ConcurrentHashMap<>();
    private final AtomicLong ackIds = new AtomicLong();
    private volatile @Nullable Recovery recovery;

    Namespace(String name) {
        this.name = name;
    }

    /** Its name, {@code /} for the main one. */
    public String name() {
        return name;
    }

    /** Adds a middleware; they decide in the order added. */
    public Namespace use(Middleware middleware) {
        middlewares.add(middleware);
        return this;
    }

    /** Adds a handler that hears of each new socket, after the client has been told and before anything it sends. */
    public Namespace onConnect(Consumer<Socket> handler) {
        connectHandlers.add(handler);
        return this;
    }

    /** Adds a handler for events of a name from every socket; with many sockets, this takes less memory than one in each. */
    public Namespace on(String event, EventHandler.OfAnySocket handler) {
        handlers.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(handler);
        return this;
    }

    /** Has lost connections recovered from now on; to be called before clients connect. */
    public Namespace recoverBy(Recovery by) {
        recovery = by;
        return this;
    }

    /** Starts a broadcast to a room. */
    public Broadcast to(String room) {
        return everyone().to(room);
    }

    /** Starts a broadcast to everybody but the members of a room. */
    public Broadcast except(String room) {
        return everyone().except(room);
    }

    /** Starts a broadcast to everybody. */
    public Broadcast everyone() {
        return new Broadcast(this);
    }

    /** Sends an event to everybody; as {@link Broadcast#emit}. */
    public void emit(String event, @Nullable Object... arguments) {
        everyone().emit(event, arguments);
    }

    /** Who is in which room, for those who deliver frames of their own; joining and leaving is done by the socket. */
    public Rooms<Socket> rooms() {
        return rooms;
    }

    /** Everybody in the namespace. A live view, not to be changed. */
    public Collection<Socket> sockets() {
        return sockets.values();
    }

    /** The socket of an id, null when it is not here. */
    public @Nullable Socket socket(String id) {
        return sockets.get(id);
    }

    List<Middleware> middlewares() {
        return middlewares;
    }

    List<Consumer<Socket>> connectHandlers() {
        return connectHandlers;
    }

    List<EventHandler.OfAnySocket> handlers(String event) {
        return handlers.getOrDefault(event, List.of());
    }

    /** Null when lost connections are not recovered. */
    @Nullable
    Recovery recovery() {
        return recovery;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    void add(Socket socket) {
        sockets.put(socket.id(), socket);
    }

    void remove(Socket socket) {
        sockets.remove(socket.id(), socket);
    }
}
