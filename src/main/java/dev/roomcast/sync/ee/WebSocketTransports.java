package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.WebSocketTransport;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes the transport of each WebSocket that the container itself opens; which form it has is chosen once, when the application starts. */
final class WebSocketTransports {
    private static final System.Logger LOG = System.getLogger(WebSocketTransports.class.getName());

    private final Optional<TyrusInternals> tyrus;
    private final Optional<UndertowInternals> undertow;
    private final TimerWheel wheel;
    private final Executor executor;

    private WebSocketTransports(
            Optional<TyrusInternals> tyrus, Optional<UndertowInternals> undertow, TimerWheel wheel, Executor executor) {
        this.tyrus = tyrus;
        this.undertow = undertow;
        this.wheel = wheel;
        this.executor = executor;
    }

    static WebSocketTransports of(ServerContainer container, TimerWheel wheel, Executor executor) {
        Optional<TyrusInternals> tyrus = Optional.empty();
        Optional<UndertowInternals> undertow = Optional.empty();
        try {
            if (TyrusInternals.isTyrus(container)) {
                TyrusInternals.stopIdleTimers(container);
                tyrus = Optional.of(TyrusInternals.of(container));
            } else if (UndertowInternals.isUndertow(container)) {
                undertow = Optional.of(UndertowInternals.of(container));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the server is not as expected, sending takes the slow way: {0}", e);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "WebSocket transport: {0}",
                tyrus.isPresent() || undertow.isPresent() ? "direct" : "portable");
        return new WebSocketTransports(tyrus, undertow, wheel, executor);
    }

    WebSocketTransport of(Session session, Optional<GrizzlyConnection> connection) {
        ContainerClose close = new ContainerClose(session, executor);
        if (tyrus.isPresent()) {
            return new TyrusWebSocket(tyrus.get(), session, wheel, close, executor, connection);
        }
        return undertow.isPresent() ? undertow(undertow.get(), session, close) : new PortableWebSocket(session, close);
    }

    private WebSocketTransport undertow(UndertowInternals internals, Session session, ContainerClose close) {
        // Encryption and compression come in between, where nothing but Undertow itself should write.
        boolean plain = !session.isSecure() && session.getNegotiatedExtensions().isEmpty();
        return plain ? new UndertowWebSocket(internals, session, wheel, close) : new PortableWebSocket(session, close);
    }
}
