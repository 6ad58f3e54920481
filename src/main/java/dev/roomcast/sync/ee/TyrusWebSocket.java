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

/**
 * Payara. The first message goes through Tyrus, behind its answer to the handshake; the others to Grizzly's connection
 * beneath, where it is known and not encrypted: the servlet output and the HTTP filters between cost as much again as
 * the kernel.
 */
final class TyrusWebSocket extends DirectWebSocket {
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    private final TyrusInternals tyrus;
    private final Object webSocket;
    private final Executor executor;
    private final Optional<GrizzlyConnection> connection;
    /** Null where Tyrus is to write everything. */
    private final @Nullable GrizzlyWriting direct;

    private final @Nullable Object beneath;
    private boolean greeted;
    private @Nullable Future<?> written;

    TyrusWebSocket(
            TyrusInternals tyrus,
            Session session,
            TimerWheel wheel,
            ContainerClose close,
            Executor executor,
            Optional<GrizzlyConnection> connection) {
        super(wheel, close);
        this.tyrus = tyrus;
        this.webSocket = tyrus.webSocket(session);
        this.executor = executor;
        this.connection = connection;
        this.direct = connection.flatMap(GrizzlyConnection::writing).orElse(null);
        this.beneath = connection.map(GrizzlyConnection::connection).orElse(null);
    }

    @Override
    boolean write(ByteBuffer frames) throws IOException {
        if (direct != null && beneath != null && greeted) {
            if (!tyrus.isConnected(webSocket)) {
                throw new IllegalStateException("closed");
            }
            return direct.write(beneath, frames);
        }
        greeted = true;
        written = tyrus.send(webSocket, frames);
        return flush();
    }

    @Override
    boolean flush() throws IOException {
        Future<?> asked = written;
        if (asked == null) {
            return direct == null || beneath == null || direct.flushed(beneath);
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
    public void close(int code) {
        close.close(code);
        // Without this, the connection of a client that reads nothing any more stays open behind a send that never
        // ends.
        wheel.in(FAREWELL, () -> connection.ifPresent(it -> it.terminate(executor)));
    }
}
