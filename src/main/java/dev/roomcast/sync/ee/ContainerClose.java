package dev.roomcast.sync.ee;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes a container's WebSocket once, on a managed thread: containers may block in it, and whoever closes a session
 * may be the timer wheel or the fan-out to all other clients.
 */
final class ContainerClose {
    private final Session session;
    private final Executor executor;
    private final AtomicBoolean closed = new AtomicBoolean();

    ContainerClose(Session session, Executor executor) {
        this.session = session;
        this.executor = executor;
    }

    boolean closed() {
        return closed.get();
    }

    void close(int code) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(() -> closeNow(code));
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The application is being undeployed: there is nobody left to be delayed.
            closeNow(code);
        }
    }

    private void closeNow(int code) {
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), ""));
            }
        } catch (IOException | IllegalStateException e) {
            // The connection is gone already, which is what was wanted.
        }
    }
}
