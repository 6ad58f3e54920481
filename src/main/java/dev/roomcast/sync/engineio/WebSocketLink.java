package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.OutboundQueue;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One WebSocket of a session, probing or established. The container's adapter reports here what it receives, one call
 * at a time and in order; as a carrier it is guarded by the session's lock.
 */
public final class WebSocketLink implements Carrier {
    /** Bounds of one turn, so that a busy client does not hold its queue's lock and the transport's buffer for long. */
    private static final int FRAMES_PER_TURN = 64;

    private static final long BYTES_PER_TURN = 64 * 1024;

    /** A send that took this long was for a slow client: less is under way to it, and more is still to be conflated. */
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int FRAMES_PER_SLOW_TURN = 8;
    private static final long BYTES_PER_SLOW_TURN = 2 * 1024;

    private final Session session;
    private final WebSocketTransport transport;
    private boolean slow;
    private long busySince = Long.MAX_VALUE;

    WebSocketLink(Session session, WebSocketTransport transport) {
        this.session = session;
        this.transport = transport;
    }

    /** A text message has arrived. */
    public void onText(String packet) {
        session.onText(this, packet);
    }

    /** A binary message has arrived; the array is handed over. */
    public void onBinary(byte[] data) {
        session.onBinary(this, data);
    }

    /** The WebSocket has closed or failed. Idempotent. */
    public void onClosed(boolean failed) {
        session.onClosed(this, failed ? CloseReason.TRANSPORT_ERROR : CloseReason.TRANSPORT_CLOSE);
    }

    void close(int code) {
        transport.close(code);
    }

    /** Under the lock: the send has ended. False if that was reported before. */
    boolean arrived(long departed, long now) {
        if (busySince != departed) {
            return false;
        }
        busySince = Long.MAX_VALUE;
        slow = now - departed >= SLOW;
        return true;
    }

    @Override
    public boolean ready() {
        return busySince == Long.MAX_VALUE;
    }

    @Override
    public List<Frame> load(OutboundQueue queue) {
        return slow
                ? queue.take(FRAMES_PER_SLOW_TURN, BYTES_PER_SLOW_TURN)
                : queue.take(FRAMES_PER_TURN, BYTES_PER_TURN);
    }

    @Override
    public boolean takesBursts() {
        return !slow;
    }

    @Override
    public Runnable depart(List<Frame> frames) {
        long departed = session.now();
        busySince = departed;
        return () -> {
            transport.send(frames, success -> session.onSent(this, departed, success));
            // Read without the lock: a stale value only costs one more look.
            if (busySince == departed) {
                session.watch(this, departed);
            }
        };
    }

    @Override
    public long busySince() {
        return busySince;
    }
}
