package dev.roomcast.sync.socketio;

import dev.roomcast.sync.TimerWheel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's claim to a connection that it lost. It ends as the same socket again, after everything that was missed, or,
 * refused or not decided within {@link #WITHIN_MS}, as an ordinary new one. All methods may be called from any thread.
 */
public final class Claim {
    static final long WITHIN_MS = 3_000;
    private static final Pattern PID = Pattern.compile("[A-Za-z0-9_-]{20}");

    private enum State {
        OPEN,
        ADMITTED,
        OVER
    }

    private final Connection connection;
    private final Namespace namespace;
    private final SocketHandshake handshake;
    private final String pid;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final TimerWheel.Timeout deadline;
    private volatile @Nullable Socket socket;

    Claim(Connection connection, Namespace namespace, SocketHandshake handshake, String pid, TimerWheel timers) {
        this.connection = connection;
        this.namespace = namespace;
        this.handshake = handshake;
        this.pid = pid;
        this.deadline = timers.in(TimeUnit.MILLISECONDS.toNanos(WITHIN_MS), this::decideAtLast);
    }

    /** The pid that a CONNECT payload names; empty when it has none, or anything else in its place. */
    static Optional<String> pid(Map<String, @Nullable Object> auth) {
        return auth.get("pid") instanceof String named && PID.matcher(named).matches()
                ? Optional.of(named)
                : Optional.empty();
    }

    /** With whom it came; the payload holds the client's {@code offset}, if it has one. Nothing in it can be trusted. */
    public SocketHandshake handshake() {
        return handshake;
    }

    /** The private id of the lost connection: a bearer secret, never to be logged. */
    public String pid() {
        return pid;
    }

    /** Whether a decision still counts. */
    public boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /**
     * The lost socket anew: what it is sent is held back until the claim is decided. Once.
     *
     * @param sid its public id
     * @param rooms those that it is brought back to, as {@link Socket#recoveredRooms}
     */
    public Socket hold(String sid, Set<String> rooms) {
        Socket held = new Socket(sid, namespace, handshake, connection, pid, rooms);
        socket = held;
        return held;
    }

    /**
     * Lets the held socket be found; the client is answered behind everything held so far. {@link #finish} must follow.
     *
     * @return false when it is too late, or too much was held
     */
    public boolean admit() {
        Socket held = socket;
        if (held == null || !held.holdAnswer(PacketEncoder.connected(namespace.name(), held.id(), pid))) {
            return false;
        }
        namespace.add(held);
        boolean admitted = state.compareAndSet(State.OPEN, State.ADMITTED);
        if (!admitted) {
            namespace.remove(held);
        }
        return admitted;
    }

    /** Sends what was held and calls the handlers of the namespace; does nothing unless admitted. */
    public void finish() {
        if (state.compareAndSet(State.ADMITTED, State.OVER)) {
            deadline.cancel();
            connection.conclude(namespace, handshake, socket, true);
        }
    }

    /** Makes it an ordinary new connection; does nothing once decided. Calls the handlers of the namespace. */
    public void refuse() {
        if (state.compareAndSet(State.OPEN, State.OVER)) {
            deadline.cancel();
            connection.conclude(namespace, handshake, socket, false);
        }
    }

    private void decideAtLast() {
        refuse();
        finish();
    }
}
