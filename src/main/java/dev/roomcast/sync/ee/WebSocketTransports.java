package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.WebSocketTransport;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes the transport of each WebSocket; which form it has is chosen once, when the application starts. */
final class WebSocketTransports {
    private static final System.Logger LOG = System.getLogger(WebSocketTransports.class.getName());

    private final Optional<TyrusInternals> tyrus;
    private final TimerWheel wheel;
    private final Executor executor;

    private WebSocketTransports(Optional<TyrusInternals> tyrus, TimerWheel wheel, Executor executor) {
        this.tyrus = tyrus;
        this.wheel = wheel;
        this.executor = executor;
    }

    static WebSocketTransports of(ServerContainer container, TimerWheel wheel, Executor executor) {
        Optional<TyrusInternals> tyrus = Optional.empty();
        if (TyrusInternals.isTyrus(container)) {
            try {
                tyrus = Optional.of(TyrusInternals.of(container));
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Tyrus is not as expected, sending takes the slow way: {0}", e);
            }
        }
        LOG.log(System.Logger.Level.INFO, "WebSocket transport: {0}", tyrus.isPresent() ? "direct" : "portable");
        return new WebSocketTransports(tyrus, wheel, executor);
    }

    WebSocketTransport of(Session session, Optional<GrizzlyConnection> connection) {
        ContainerClose close = new ContainerClose(session, executor);
        return tyrus.<WebSocketTransport>map(internals -> new TyrusWebSocket(
                        internals, session, wheel, close, () -> connection.ifPresent(it -> it.terminate(executor))))
                .orElseGet(() -> new PortableWebSocket(session, close));
    }
}
