package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Payara, where Grizzly's connection cannot be written to: through Tyrus, which knows of encryption. */
final class TyrusWebSocket extends DirectWebSocket {
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    private final TyrusInternals tyrus;
    private final Object webSocket;
    private final ContainerClose close;
    private final Executor executor;
    private final Optional<GrizzlyConnection> connection;
    private @Nullable Future<?> written;

    TyrusWebSocket(
            TyrusInternals tyrus,
            Session session,
            TimerWheel wheel,
            ContainerClose close,
            Executor executor,
            Optional<GrizzlyConnection> connection) {
        super(wheel);
        this.tyrus = tyrus;
        this.webSocket = tyrus.webSocket(session);
        this.close = close;
        this.executor = executor;
        this.connection = connection;
    }

    @Override
    boolean write(ByteBuffer frames) throws IOException {
        written = tyrus.send(webSocket, frames);
        return flush();
    }

    @Override
    boolean flush() throws IOException {
        Future<?> asked = written;
        if (asked == null) {
            return true;
        }
        if (!asked.isDone()) {
            return false;
        }
        written = null;
        try {
            asked.get();
            return true;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    boolean isClosing() {
        return close.closed();
    }

    @Override
    public void close(int code) {
        close.close(code);
        // Without this, the connection of a client that reads nothing any more stays open behind a send that never
        // ends.
        wheel.in(FAREWELL, () -> connection.ifPresent(it -> it.terminate(executor)));
    }
}
