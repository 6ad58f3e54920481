package dev.roomcast.sync.ee;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.WebSocketTransport;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends directly through Tyrus: frames that were built once for all receivers, several of them in one write. Tyrus
 * tells the end of such a write by a future only; one that is not done at once is asked again by the timer wheel.
 */
final class TyrusWebSocket implements WebSocketTransport {
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    private final TyrusInternals tyrus;
    private final Object webSocket;
    private final TimerWheel wheel;
    private final ContainerClose close;
    private final Runnable terminate;

    /** @param terminate ends the connection whatever is pending on it */
    TyrusWebSocket(TyrusInternals tyrus, Session session, TimerWheel wheel, ContainerClose close, Runnable terminate) {
        this.tyrus = tyrus;
        this.webSocket = tyrus.webSocket(session);
        this.wheel = wheel;
        this.close = close;
        this.terminate = terminate;
    }

    @Override
    public void send(List<Frame> frames, SendResult done) {
        Future<?> written;
        try {
            written = tyrus.send(webSocket, joined(frames));
        } catch (IllegalStateException e) {
            done.sent(false);
            return;
        }
        look(written, done, FIRST_LOOK);
    }

    private static ByteBuffer joined(List<Frame> frames) {
        if (frames.size() == 1) {
            return ByteBuffer.wrap(frames.get(0).webSocketFrames());
        }
        int length = 0;
        for (Frame frame : frames) {
            length += frame.webSocketFrames().length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        frames.forEach(frame -> joined.put(frame.webSocketFrames()));
        return joined.flip();
    }

    private void look(Future<?> written, SendResult done, long again) {
        if (written.isDone()) {
            done.sent(succeeded(written));
        } else if (close.closed()) {
            done.sent(false);
        } else {
            wheel.in(again, () -> look(written, done, Math.min(2 * again, LAST_LOOK)));
        }
    }

    private static boolean succeeded(Future<?> written) {
        try {
            written.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close(int code) {
        close.close(code);
        // Without this, the connection of a client that reads nothing any more stays open behind a send that never
        // ends.
        wheel.in(FAREWELL, terminate);
    }
}
