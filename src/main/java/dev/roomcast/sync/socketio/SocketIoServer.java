package dev.roomcast.sync.socketio;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.engineio.CloseReason;
import dev.roomcast.sync.engineio.EngineApplication;
import dev.roomcast.sync.engineio.Session;
import dev.roomcast.sync.engineio.SessionListener;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO v5 server on Engine.IO sessions. It has the main namespace from the start; others exist once asked for by
 * {@link #namespace}. All methods may be called from any thread; it has no thread of its own.
 */
public final class SocketIoServer implements EngineApplication {
    private static final int ID_BYTES = 15;

    private final SocketIoSettings settings;
    private final TimerWheel timers;
    private final HandlerFailures failures;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param timers carries the deadlines of connections and acks; whoever made it turns it */
    public SocketIoServer(SocketIoSettings settings, TimerWheel timers) {
        this.settings = settings;
        this.timers = timers;
        this.failures = new HandlerFailures(timers.time());
        namespace("/");
    }

    /**
     * The namespace of a name, made at the first call.
     *
     * @throws IllegalArgumentException for a name that does not begin with {@code /} or has a comma
     */
    public Namespace namespace(String name) {
        if (!name.startsWith("/") || name.indexOf(',') >= 0) {
            throw new IllegalArgumentException("not a namespace: " + name);
        }
        return namespaces.computeIfAbsent(name, Namespace::new);
    }

    @Override
    public SessionListener onOpen(Session session) {
        Connection connection = new Connection(this, session);
        connections.add(connection);
        if (closed) {
            connection.close(CloseReason.SERVER_SHUTTING_DOWN);
        }
        return connection;
    }

    /** Closes all connections, so that clients reconnect elsewhere, and every later one at once. Idempotent. */
    public void close() {
        closed = true;
        connections.forEach(connection -> connection.close(CloseReason.SERVER_SHUTTING_DOWN));
    }

    /** Closes the connections of some visitors, those too that are in no namespace and could join one later. */
    public void disconnect(Predicate<Visitor> whom) {
        for (Connection connection : connections) {
            if (whom.test(connection.visitor())) {
                connection.disconnect();
            }
        }
    }

    /**
     * Closes the connections of some visitors without taking leave: as after an accident, their clients come again by
     * themselves.
     */
    public void close(Predicate<Visitor> whom) {
        for (Connection connection : connections) {
            if (whom.test(connection.visitor())) {
                connection.close(CloseReason.FORCED_SERVER_CLOSE);
            }
        }
    }

    /** Who is connected, in a namespace or not yet in any. */
    public Set<Visitor> visitors() {
        return connections.stream().map(Connection::visitor).collect(Collectors.toUnmodifiableSet());
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    @Nullable
    Namespace find(String name) {
        return namespaces.get(name);
    }

    SocketIoSettings settings() {
        return settings;
    }

    TimerWheel timers() {
        return timers;
    }

    HandlerFailures failures() {
        return failures;
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    String newSocketId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
