package dev.roomcast.sync.ee;

import jakarta.servlet.ServletRequest;
import java.beans.Statement;
import java.nio.channels.Channel;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Payara's connection beneath a request. Grizzly takes four times the kernel's send buffer per connection, in pieces of 8 KiB
 * however small the write: tens of megabytes of heap for one slow client, while every send looks done. And whatever is
 * pending for a client that has vanished keeps its connection open for ever.
 */
final class GrizzlyConnection {
    private static final System.Logger LOG = System.getLogger(GrizzlyConnection.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();
    /** Nothing more is taken while anything is pending, so that what waits, waits in our own queue. */
    private static final int BACKLOG_BYTES = 1;

    private final Object connection;
    private final Object usualBacklog;

    private GrizzlyConnection(Object connection) throws ReflectiveOperationException {
        this.connection = connection;
        usualBacklog = call(connection, "getMaxAsyncWriteQueueSize");
    }

    /** The connection of a request; empty on other servers. */
    static Optional<GrizzlyConnection> of(ServletRequest request) {
        try {
            Optional<Object> catalina = CatalinaRequest.of(request);
            if (catalina.isEmpty()) {
                return Optional.empty();
            }
            Object context = call(call(catalina.get(), "getCoyoteRequest"), "getContext");
            return Optional.of(new GrizzlyConnection(call(context, "getConnection")));
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return Optional.empty();
        }
    }

    /** What closes the sockets that listen where this request came in, and no connection; empty on other servers. */
    static Optional<Runnable> listenerOf(ServletRequest request) {
        return of(request).flatMap(GrizzlyConnection::listener);
    }

    private Optional<Runnable> listener() {
        try {
            Object transport = call(connection, "getTransport");
            return Optional.of(() -> unbind(transport));
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return Optional.empty();
        }
    }

    private static void unbind(Object transport) {
        try {
            call(transport, "unbindAll");
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
        }
    }

    /** What writes to it beneath the HTTP filters; empty when something beneath them encrypts, or Grizzly is not as expected. */
    Optional<GrizzlyWriting> writing() {
        try {
            return isEncrypted() ? Optional.empty() : Optional.of(GrizzlyWriting.to(connection));
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return Optional.empty();
        }
    }

    private boolean isEncrypted() throws ReflectiveOperationException {
        for (Object filter : (Iterable<?>) call(connection, "getProcessor")) {
            if (filter.getClass().getSimpleName().startsWith("SSL")) {
                return true;
            }
        }
        return false;
    }

    /** Bounds what it takes. */
    GrizzlyConnection bound() {
        setBacklog(BACKLOG_BYTES);
        return this;
    }

    /** Takes as much as usual again: the next request on a connection that is kept alive is none of ours. */
    void release() {
        setBacklog(usualBacklog);
    }

    private void setBacklog(Object bytes) {
        try {
            connection
                    .getClass()
                    .getMethod("setMaxAsyncWriteQueueSize", int.class)
                    .invoke(connection, bytes);
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
        }
    }

    private static void complain(Exception e) {
        if (SAID.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Grizzly is not as expected, slow clients cost memory, and it listens while it stops: {0}",
                    e);
        }
    }

    static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }

    /** Whether its channel is, which a connection that closes as soon as all is written may still be. */
    boolean isOpen() {
        try {
            return ((Channel) call(connection, "getChannel")).isOpen();
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return true;
        }
    }

    /** Ends it whatever is pending. Idempotent, neither blocks nor throws. */
    void terminate(Executor executor) {
        if (!isOpen()) {
            return;
        }
        Runnable ending = ContainerClose.alone(new Statement(connection, "terminateSilently", new Object[0]));
        try {
            executor.execute(ending);
        } catch (RejectedExecutionException | IllegalStateException e) {
            ending.run();
        }
    }
}
