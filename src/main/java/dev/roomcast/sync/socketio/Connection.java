package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.FrameBurst;
import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.engineio.CloseReason;
import dev.roomcast.sync.engineio.Handshake;
import dev.roomcast.sync.engineio.Session;
import dev.roomcast.sync.engineio.SessionListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session and its sockets, one in each namespace joined. Packets are handled one at a time through the
 * mailbox; what a client may not send at this point closes the whole connection, as the protocol's section 2.2 wants.
 */
final class Connection implements SessionListener {
    /** Names of namespaces are echoed to clients that ask for unknown ones, no longer than this. */
    private static final int MAX_ECHOED_NAME = 512;

    private final SocketIoServer server;
    private final Session session;
    private final PacketDecoder decoder;
    private final Mailbox mailbox = new Mailbox();
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>(2);

    /** Namespaces just left, whose late packets are no offence. Only of namespaces that exist, hence bounded. Written under this. */
    private volatile Set<String> left = Set.of();

    /** Namespaces whose middlewares have not decided yet. Used inside the mailbox only, as is {@link #closed}. */
    private Set<String> pending = Set.of();

    private boolean closed;

    /** Written inside the mailbox, read by the timer. */
    private volatile boolean everJoined;

    private final TimerWheel.Timeout connectTimeout;

    Connection(SocketIoServer server, Session session) {
        this.server = server;
        this.session = session;
        this.decoder = new PacketDecoder(server.settings().maxAttachmentBytes());
        this.connectTimeout = server.timers()
                .in(TimeUnit.MILLISECONDS.toNanos(settings().connectTimeoutMs()), this::closeUnlessJoined);
    }

    @Override
    public void onText(String data) {
        receiveInTurn(() -> decoder.text(data));
    }

    @Override
    public void onBinary(byte[] data) {
        receiveInTurn(() -> decoder.binary(data));
    }

    @Override
    public void onClose(CloseReason reason) {
        connectTimeout.cancel();
        server.remove(this);
        mailbox.run(() -> {
            closed = true;
            sockets.values().forEach(socket -> socket.end(reason.toString()));
        });
    }

    private void receiveInTurn(Supplier<@Nullable Packet> decoded) {
        if (mailbox.isFull()) {
            session.close(CloseReason.FORCED_SERVER_CLOSE);
        } else {
            mailbox.run(() -> receive(decoded));
        }
    }

    private void receive(Supplier<@Nullable Packet> decoded) {
        if (closed) {
            return;
        }
        try {
            Packet packet = decoded.get();
            if (packet != null) {
                route(packet);
            }
        } catch (MalformedPacketException e) {
            breakOff(CloseReason.PARSE_ERROR);
        }
    }

    private void route(Packet packet) {
        Socket socket = sockets.get(packet.namespace());
        if (packet.type() == PacketType.CONNECT) {
            connect(packet);
        } else if (socket == null) {
            if (!left.contains(packet.namespace())) {
                breakOff(CloseReason.FORCED_SERVER_CLOSE);
            }
        } else if (packet.type() == PacketType.DISCONNECT) {
            socket.end("client namespace disconnect");
        } else {
            socket.receive(packet);
        }
    }

    private void connect(Packet packet) {
        String name = packet.namespace();
        if (sockets.containsKey(name) || pending.contains(name)) {
            breakOff(CloseReason.FORCED_SERVER_CLOSE);
            return;
        }
        Namespace namespace = server.find(name);
        if (namespace == null) {
            refuse(name.substring(0, Math.min(name.length(), MAX_ECHOED_NAME)), Refusal.INVALID_NAMESPACE);
        } else if (sockets.size() + pending.size() >= settings().maxNamespaces()) {
            refuse(name, Refusal.TOO_MANY_NAMESPACES);
        } else {
            pending = Copies.with(pending, name);
            admit(namespace, handshake(packet));
        }
    }

    private SocketHandshake handshake(Packet packet) {
        Handshake opening = session.handshake();
        return new SocketHandshake(opening.visitor(), opening.query(), opening.remoteAddress(), packet.auth());
    }

    private void admit(Namespace namespace, SocketHandshake handshake) {
        List<Middleware> middlewares = namespace.middlewares();
        new Admission(
                        middlewares,
                        handshake,
                        server.failures(),
                        refusal -> mailbox.run(() -> decided(namespace, handshake, refusal)))
                .walk();
    }

    private void decided(Namespace namespace, SocketHandshake handshake, @Nullable Refusal refusal) {
        if (closed || !pending.contains(namespace.name())) {
            return;
        }
        Recovery recovery = namespace.recovery();
        Optional<String> pid = recovery == null ? Optional.empty() : Claim.pid(handshake.auth());
        if (refusal == null && recovery != null && pid.isPresent()) {
            recovery.claim(new Claim(this, namespace, handshake, pid.get(), server.timers()));
            return;
        }
        pending = Copies.without(pending, namespace.name());
        if (refusal == null) {
            join(namespace, handshake);
        } else {
            refuse(namespace.name(), refusal);
        }
    }

    /** A claim was decided: the client is in with the socket that it had, or with a new one. */
    void conclude(Namespace namespace, SocketHandshake handshake, @Nullable Socket held, boolean admitted) {
        mailbox.run(() -> {
            boolean awaited = !closed && pending.contains(namespace.name());
            pending = Copies.without(pending, namespace.name());
            if (held != null && !(awaited && admitted)) {
                held.end("not recovered");
            }
            if (awaited && admitted && held != null) {
                // Somebody may have found the socket and taken leave of the client already.
                if (held.connected()) {
                    settle(namespace, held);
                    if (held.release()) {
                        welcome(namespace, held);
                    } else {
                        // A burst between the decision and now: without this, the client would wait for an answer.
                        breakOff(CloseReason.FORCED_SERVER_CLOSE);
                    }
                }
            } else if (awaited) {
                join(namespace, handshake);
            }
        });
    }

    private void join(Namespace namespace, SocketHandshake handshake) {
        Recovery recovery = namespace.recovery();
        String pid = recovery == null ? null : server.newSocketId();
        Socket socket = new Socket(server.newSocketId(), namespace, handshake, this, pid, null);
        if (recovery != null) {
            recovery.onOpen(socket);
        }
        settle(namespace, socket);
        // The answer goes out before anybody can find the socket, so that no event overtakes it.
        session.send(PacketEncoder.connected(namespace.name(), socket.id(), pid));
        namespace.add(socket);
        welcome(namespace, socket);
    }

    private void settle(Namespace namespace, Socket socket) {
        everJoined = true;
        connectTimeout.cancel();
        if (left.contains(namespace.name())) {
            synchronized (this) {
                left = Copies.without(left, namespace.name());
            }
        }
        sockets.put(namespace.name(), socket);
    }

    private void welcome(Namespace namespace, Socket socket) {
        if (!socket.join(socket.id())) {
            // Another thread has disconnected the client since: without this the namespace would keep it for ever.
            namespace.remove(socket);
            return;
        }
        namespace.connectHandlers().forEach(handler -> guard("a connect", () -> handler.accept(socket)));
    }

    /** Closes the connection and hears nothing more that the same message or payload may still bring. */
    private void breakOff(CloseReason reason) {
        closed = true;
        close(reason);
    }

    private void refuse(String namespace, Refusal refusal) {
        session.send(PacketEncoder.refused(namespace, refusal));
    }

    private void closeUnlessJoined() {
        if (!everJoined) {
            close(CloseReason.FORCED_SERVER_CLOSE);
        }
    }

    void close(CloseReason reason) {
        session.close(reason);
    }

    Visitor visitor() {
        return session.handshake().visitor();
    }

    /** Takes the client out of all its namespaces and closes the connection. */
    void disconnect() {
        sockets.values().forEach(Socket::disconnect);
        close(CloseReason.FORCED_SERVER_CLOSE);
    }

    void forget(Socket socket) {
        String name = socket.namespace().name();
        synchronized (this) {
            left = Copies.with(left, name);
        }
        sockets.remove(name, socket);
    }

    void send(Frame frame) {
        session.send(frame);
    }

    void send(FrameBurst frames) {
        session.send(frames);
    }

    boolean writable() {
        return session.writable();
    }

    SocketIoSettings settings() {
        return server.settings();
    }

    boolean guard(String what, Runnable applicationCode) {
        return server.failures().guard(what, applicationCode);
    }

    PendingAcks newPendingAcks() {
        return new PendingAcks(
                settings().maxOutstandingAcks(),
                server.timers(),
                callback -> mailbox.run(() -> guard("an answer", callback)));
    }
}
