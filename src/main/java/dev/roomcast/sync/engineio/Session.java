package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;

/** One Engine.IO session: its queue, its transport and its heartbeat. All methods may be called from any thread. */
public final class Session {
    private final String id;
    private final Handshake handshake;

    Session(String id, Handshake handshake) {
        this.id = id;
        this.handshake = handshake;
    }

    /** The session's sid: a bearer secret, never logged. */
    public String id() {
        return id;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** Queues a packet and starts sending when nothing is in flight. Does nothing once the session is closing. Never blocks. */
    public void send(Frame frame) {}

    /** Whether a packet sent now would go out at once. */
    public boolean writable() {
        return true;
    }

    /** Sends what is queued as far as the transport takes it at once, then closes. Idempotent. */
    public void close(CloseReason reason) {}
}
