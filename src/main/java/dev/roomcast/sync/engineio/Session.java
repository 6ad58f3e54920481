package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.FrameBurst;
import dev.roomcast.sync.OutboundQueue;
import dev.roomcast.sync.TimerWheel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session: its queue, its transport and its heartbeat. All methods may be called from any thread. One
 * lock guards its state; neither the listener nor the container is called while it is held.
 */
public final class Session {
    private static final Frame PING = Frame.of("2");
    private static final Frame NOOP = Frame.of("6");
    private static final Frame CLOSE = Frame.of("1");
    private static final long POLLING_LINGER = TimeUnit.SECONDS.toNanos(30);
    private static final long SEND_LINGER = TimeUnit.SECONDS.toNanos(1);
    /** The ends after which nothing can or need be brought to the client. */
    private static final Set<CloseReason> ABRUPT =
            Set.of(CloseReason.TRANSPORT_CLOSE, CloseReason.TRANSPORT_ERROR, CloseReason.SLOW_CLIENT);

    private static final Set<CloseReason> GRACEFUL =
            Set.of(CloseReason.FORCED_CLOSE, CloseReason.FORCED_SERVER_CLOSE, CloseReason.SERVER_SHUTTING_DOWN);

    private enum Phase {
        OPEN,
        /** Ended for the application; what was queued before is still being brought out, for a bounded time. */
        CLOSING,
        CLOSED
    }

    private final String id;
    private final Handshake handshake;
    private final EngineServer server;
    private final TimerWheel wheel;
    private final Object lock = new Object();
    private final Inbox inbox;
    private final Polling polling = new Polling();
    private final Outbox outbox;
    private final Upgrade upgrade;
    private final Heartbeat heartbeat;
    // Written under the lock; read without it where a stale value only costs one more look.
    private volatile Phase phase = Phase.OPEN;
    private int closeCode = 1000;
    private long closeBy;
    private TimerWheel.@Nullable Timeout timer;
    private long timerAt;

    Session(String id, Handshake handshake, EngineServer server, OutboundQueue queue) {
        this.id = id;
        this.handshake = handshake;
        this.server = server;
        this.wheel = server.wheel();
        this.inbox = new Inbox(lock, 2L * server.settings().maxPayload());
        this.outbox = new Outbox(lock, queue, polling);
        this.upgrade = new Upgrade(lock, outbox, polling, wheel);
        this.heartbeat = new Heartbeat(server.settings(), wheel.now());
    }

    /** The session's sid: a bearer secret, never logged. */
    public String id() {
        return id;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** Queues a packet and starts sending when nothing is in flight. Does nothing once the session is closing. Never blocks. */
    public void send(Frame frame) {
        Runnable departure = null;
        boolean fits = true;
        synchronized (lock) {
            if (phase != Phase.OPEN) {
                return;
            }
            if (outbox.free()) {
                departure = outbox.express(List.of(frame));
            } else {
                fits = outbox.offer(frame);
            }
        }
        depart(departure, fits);
    }

    private void depart(@Nullable Runnable departure, boolean fits) {
        if (departure != null) {
            outbox.drain(departure);
            settle();
        } else if (!fits) {
            close(CloseReason.SLOW_CLIENT);
        }
    }

    /** The same for several packets, which go out in one write when nothing is in flight and the client is not slow. */
    public void send(FrameBurst frames) {
        Runnable departure = null;
        boolean fits = true;
        synchronized (lock) {
            if (phase != Phase.OPEN) {
                return;
            }
            if (outbox.free() && outbox.carrier().takesBursts()) {
                departure = outbox.express(frames);
            } else {
                for (Frame frame : frames) {
                    fits &= outbox.offer(frame);
                }
            }
        }
        depart(departure, fits);
        if (departure == null && fits) {
            flush();
        }
    }

    /** Whether a packet sent now would go out at once. */
    public boolean writable() {
        synchronized (lock) {
            return phase == Phase.OPEN && outbox.free();
        }
    }

    /**
     * Ends the session: the listener hears it at once, and what is queued is still sent, within a second on a
     * WebSocket and, as polling clients come for it, within 30 s. Idempotent.
     */
    public void close(CloseReason reason) {
        close(reason, CLOSE);
    }

    private void close(CloseReason reason, Frame farewell) {
        Optional<WebSocketLink> probing;
        synchronized (lock) {
            if (phase != Phase.OPEN) {
                return;
            }
            phase = Phase.CLOSING;
            closeCode = reason == CloseReason.SERVER_SHUTTING_DOWN ? 1001 : closeCode;
            probing = upgrade.end();
            closeBy = wheel.now() + linger(reason);
            if (!GRACEFUL.contains(reason)) {
                outbox.clear();
            }
            if (outbox.carrier() == polling) {
                outbox.offer(farewell);
            }
            lookAt(closeBy);
        }
        probing.ifPresent(link -> link.close(1000));
        inbox.close(reason);
        flush();
    }

    private long linger(CloseReason reason) {
        if (outbox.carrier() == polling) {
            // A client sends its last POST beside a GET: whichever is served first, the GET must find its answer.
            long forLastGet = reason == CloseReason.TRANSPORT_CLOSE ? SEND_LINGER : 0;
            return GRACEFUL.contains(reason) ? POLLING_LINGER : forLastGet;
        }
        return ABRUPT.contains(reason) ? 0 : SEND_LINGER;
    }

    private void flush() {
        outbox.drain();
        settle();
    }

    private void settle() {
        if (phase != Phase.CLOSING) {
            return;
        }
        synchronized (lock) {
            if (!outbox.idle() && wheel.now() - closeBy < 0) {
                return;
            }
        }
        finish();
    }

    /** The very end: nothing more is sent, the carrier is closed and the sid forgotten. Idempotent. */
    void finish() {
        Optional<HttpReply> get;
        PostBody post;
        synchronized (lock) {
            if (phase == Phase.CLOSED) {
                return;
            }
            phase = Phase.CLOSED;
            outbox.clear();
            get = polling.release();
            post = polling.reading();
            if (timer != null) {
                timer.cancel();
            }
        }
        server.forget(this);
        get.ifPresent(reply -> reply.send(EngineError.UNKNOWN_SID.answer()));
        if (post != null) {
            post.answer(EngineError.UNKNOWN_SID.answer());
        }
        if (outbox.carrier() instanceof WebSocketLink link) {
            link.close(closeCode);
        }
    }

    // ---- opening

    /** Queues the handshake for the client and tells the application. */
    void greet(EngineApplication application, String greeting) {
        boolean opened = false;
        try {
            synchronized (lock) {
                outbox.offer(Frame.of(greeting));
                lookAt(heartbeat.next());
            }
            inbox.open(application.onOpen(this));
            opened = true;
        } finally {
            if (!opened) {
                finish();
            }
        }
    }

    /** Makes a WebSocket the carrier of a session that has no other yet. */
    WebSocketLink carryBy(WebSocketTransport transport) {
        WebSocketLink link = new WebSocketLink(this, transport);
        synchronized (lock) {
            outbox.carryBy(link);
        }
        return link;
    }

    /** Starts sending what opening has queued. */
    void begin() {
        flush();
    }

    // ---- polling

    boolean isPolling() {
        synchronized (lock) {
            return outbox.carrier() == polling;
        }
    }

    /** A GET: answered with what is queued, or held until there is something. Two at once end the session. */
    void poll(HttpReply reply) {
        boolean held;
        synchronized (lock) {
            held = phase != Phase.CLOSED && outbox.carrier() == polling && polling.held() == null;
            if (held) {
                heartbeat.heard(wheel.now());
                polling.hold(reply);
                upgrade.onHeld(reply);
            }
        }
        if (held) {
            flush();
        } else {
            refusePoll(reply);
        }
    }

    private void refusePoll(HttpReply reply) {
        if (isPolling()) {
            close(CloseReason.TRANSPORT_ERROR);
        }
        reply.send(HttpAnswer.empty(400));
    }

    /** A POST: its body is to be read, unless another one is being read. */
    Optional<PostBody> post(HttpReply reply) {
        PostBody body = new PostBody(this, reply, server.settings().maxPayload());
        PostBody other;
        synchronized (lock) {
            if (phase == Phase.CLOSED) {
                reply.send(EngineError.UNKNOWN_SID.answer());
                return Optional.empty();
            }
            heartbeat.heard(wheel.now());
            other = polling.reading();
            polling.read(other == null ? body : null);
        }
        if (other == null) {
            return Optional.of(body);
        }
        other.answer(HttpAnswer.empty(400));
        body.answer(HttpAnswer.empty(400));
        close(CloseReason.TRANSPORT_ERROR);
        return Optional.empty();
    }

    /** The body is not read any more. False if the session had given it up before. */
    boolean endPost(PostBody body) {
        synchronized (lock) {
            if (polling.reading() != body) {
                return false;
            }
            polling.read(null);
            heartbeat.heard(wheel.now());
            // While the session is closing the listener hears nothing more, but the client must still be answered.
            return phase != Phase.CLOSED;
        }
    }

    /** A POST's whole body. False when it was not a payload. */
    boolean onPayload(byte[] body) {
        Optional<String> payload = Payload.text(body);
        if (payload.isEmpty()) {
            close(CloseReason.PARSE_ERROR);
            return false;
        }
        return Payload.forEach(payload.get(), this::onPacket);
    }

    // ---- WebSocket

    /** A WebSocket that names this session: it may take over from polling. */
    WebSocketLink probe(WebSocketTransport transport) {
        WebSocketLink link = new WebSocketLink(this, transport);
        long timeout = TimeUnit.MILLISECONDS.toNanos(server.settings().upgradeTimeoutMs());
        boolean begun;
        synchronized (lock) {
            begun = phase == Phase.OPEN && upgrade.begin(link, timeout);
        }
        if (!begun) {
            link.close(1000);
        }
        return link;
    }

    void onText(WebSocketLink link, String packet) {
        if (Payload.exceeds(packet, server.settings().maxPayload())) {
            oversize(link);
        } else if (heard(link)) {
            onPacket(packet);
        } else if (upgrade.onText(link, packet)) {
            heard(link);
            flush();
        }
    }

    void onBinary(WebSocketLink link, byte[] data) {
        if (data.length > server.settings().maxPayload()) {
            oversize(link);
        } else if (heard(link)) {
            deliverBinary(data);
        } else {
            upgrade.abandon(link);
        }
    }

    private void oversize(WebSocketLink link) {
        link.close(1009);
        onClosed(link, CloseReason.TRANSPORT_ERROR);
    }

    /** Notes that the client is alive. False when the WebSocket is not the session's carrier. */
    private boolean heard(WebSocketLink link) {
        synchronized (lock) {
            heartbeat.heard(wheel.now());
            return outbox.carrier() == link;
        }
    }

    void onClosed(WebSocketLink link, CloseReason reason) {
        boolean carrying;
        synchronized (lock) {
            carrying = outbox.carrier() == link;
        }
        if (carrying) {
            close(reason);
            finish();
        } else {
            upgrade.abandon(link);
        }
    }

    void onSent(WebSocketLink link, long departed, boolean success) {
        boolean drained;
        synchronized (lock) {
            long now = wheel.now();
            if (!link.arrived(departed, now)) {
                return;
            }
            heartbeat.resumed(departed, now);
            lookAt(heartbeat.next());
            drained = outbox.draining();
        }
        if (success) {
            if (!drained) {
                flush();
            }
        } else {
            onClosed(link, CloseReason.TRANSPORT_ERROR);
        }
    }

    // ---- packets

    /** One packet of the client, in text form. False when nothing after it counts, because the session has ended. */
    private boolean onPacket(String packet) {
        switch (packet.isEmpty() ? ' ' : packet.charAt(0)) {
            case '4' -> {
                return delivered(inbox.bring(packet.length(), listener -> listener.onText(packet.substring(1))));
            }
            case 'b' -> {
                return onBase64(packet);
            }
            case '0', '3', '5', '6' -> {
                // The answer to a ping has been noted by whoever received it; the others mean nothing here.
            }
            case '1' -> close(CloseReason.TRANSPORT_CLOSE, NOOP);
            case '2' -> {
                close(CloseReason.TRANSPORT_ERROR);
                return false;
            }
            default -> {
                close(CloseReason.PARSE_ERROR);
                return false;
            }
        }
        return true;
    }

    private boolean onBase64(String packet) {
        try {
            return deliverBinary(Payload.base64(packet.substring(1)));
        } catch (IllegalArgumentException e) {
            close(CloseReason.PARSE_ERROR);
            return false;
        }
    }

    private boolean deliverBinary(byte[] data) {
        return delivered(inbox.bring(data.length, listener -> listener.onBinary(data)));
    }

    /** Without this bound, POSTs would pile up behind a listener that takes long. */
    private boolean delivered(boolean accepted) {
        if (!accepted) {
            close(CloseReason.FORCED_CLOSE);
        }
        return accepted;
    }

    // ---- deadlines

    long now() {
        return wheel.now();
    }

    /** Ends the session if its time is over and says whether it still lives; asked when a request arrives, since the wheel may be late. */
    boolean alive() {
        Optional<CloseReason> verdict;
        synchronized (lock) {
            verdict = phase == Phase.OPEN ? verdict(wheel.now()) : Optional.empty();
        }
        verdict.ifPresent(this::close);
        return phase != Phase.CLOSED;
    }

    private Optional<CloseReason> verdict(long now) {
        long busySince = outbox.carrier().busySince();
        if (busySince != Long.MAX_VALUE) {
            return now - busySince >= server.sendTimeout() ? Optional.of(CloseReason.SLOW_CLIENT) : Optional.empty();
        }
        return heartbeat.dead(now) ? Optional.of(CloseReason.PING_TIMEOUT) : Optional.empty();
    }

    /** Watches a send that was not done at once. */
    void watch(WebSocketLink link, long departed) {
        synchronized (lock) {
            if (link.busySince() == departed) {
                lookAt(departed + server.sendTimeout());
            }
        }
    }

    private void lookAt(long at) {
        if (phase == Phase.CLOSED || (timer != null && timerAt - at <= 0)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = at;
        timer = wheel.in(at - wheel.now(), this::look);
    }

    private void look() {
        Optional<CloseReason> verdict = Optional.empty();
        synchronized (lock) {
            timer = null;
            long now = wheel.now();
            if (phase == Phase.OPEN) {
                verdict = verdict(now);
                if (verdict.isEmpty() && heartbeat.pingDue(now)) {
                    heartbeat.pinged(now);
                    verdict = outbox.offer(PING) ? verdict : Optional.of(CloseReason.SLOW_CLIENT);
                }
                lookAt(nextLook(now));
            } else if (now - closeBy < 0) {
                lookAt(closeBy);
            }
        }
        verdict.ifPresent(this::close);
        flush();
    }

    private long nextLook(long now) {
        long busySince = outbox.carrier().busySince();
        long next = heartbeat.next();
        if (busySince == Long.MAX_VALUE) {
            return next;
        }
        long overdue = busySince + server.sendTimeout();
        return next - now > 0 ? Math.min(next, overdue) : overdue;
    }
}
