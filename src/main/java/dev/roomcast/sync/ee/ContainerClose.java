package dev.roomcast.sync.ee;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.beans.EventHandler;
import java.beans.Statement;
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
        // What the other end has closed needs no task: each costs Payara a search through all its archives.
        if (!closed.compareAndSet(false, true) || !session.isOpen()) {
            return;
        }
        try {
            executor.execute(alone(new Statement(session, "close", new Object[] {reason(code)})));
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The application is being undeployed: there is nobody left to be delayed.
            closeNow(code);
        }
    }

    /**
     * Closes without a class of ours on the stack. Grizzly keeps the exception with which it closes a connection, one of
     * them for ever, and the JVM keeps the classes of an exception's stack: with ours among them a redeployment would
     * leave this application's class loader behind.
     */
    static Runnable alone(Statement close) {
        Thread here = Thread.currentThread();
        ClassLoader application = here.getContextClassLoader();
        // The handler's class is made by this loader, and stands on the stack too.
        here.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return EventHandler.create(Runnable.class, close, "execute");
        } finally {
            here.setContextClassLoader(application);
        }
    }

    private void closeNow(int code) {
        try {
            session.close(reason(code));
        } catch (IOException | IllegalStateException e) {
            // The connection is gone already, which is what was wanted.
        }
    }

    private static CloseReason reason(int code) {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), "");
    }
}
