package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.EngineRequest;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.engineio.WebSocketLink;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The container's end of one WebSocket: hands what arrives to the engine. There is one instance per connection, made by
 * its {@link Creator}; nothing is injected.
 */
public final class SocketEndpoint extends Endpoint {
    private final EngineServer server;
    private final WebSocketTransports transports;
    private volatile @Nullable WebSocketLink link;

    SocketEndpoint(EngineServer server, WebSocketTransports transports) {
        this.server = server;
        this.transports = transports;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        int limit = server.settings().maxPayload();
        session.setMaxIdleTimeout(0);
        session.setMaxTextMessageBufferSize(limit);
        session.setMaxBinaryMessageBufferSize(limit);
        UpgradeRequest upgrade = session.getUserPrincipal() instanceof UpgradeRequest checked ? checked : null;
        EngineRequest request = upgrade == null ? null : upgrade.take();
        if (upgrade == null || request == null) {
            // Whoever has not passed the filter has not had its Origin checked.
            transports.of(session, Optional.empty()).close(CloseReason.CloseCodes.VIOLATED_POLICY.getCode());
        } else {
            server.webSocket(request, transports.of(session, upgrade.connection()))
                    .ifPresent(opened -> listen(session, opened));
        }
    }

    private void listen(Session session, WebSocketLink opened) {
        link = opened;
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) opened::onText);
        session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) opened::onBinary);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        closed(false);
    }

    @Override
    public void onError(Session session, Throwable problem) {
        closed(true);
    }

    private void closed(boolean failed) {
        WebSocketLink opened = link;
        link = null;
        if (opened != null) {
            opened.onClosed(failed);
        }
    }

    /** Makes the endpoints of one engine. */
    static final class Creator extends ServerEndpointConfig.Configurator {
        private volatile @Nullable Supplier<SocketEndpoint> creating;

        Creator(EngineServer server, WebSocketTransports transports) {
            this.creating = () -> new SocketEndpoint(server, transports);
        }

        /** Lets go of the engine: Payara keeps the last request of a thread, and with it this object, after undeployment. */
        void stop() {
            creating = null;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpoint) throws InstantiationException {
            Supplier<SocketEndpoint> now = creating;
            if (now == null) {
                throw new InstantiationException("the application is being undeployed");
            }
            return endpoint.cast(now.get());
        }

        @Override
        public boolean checkOrigin(String origin) {
            // Done by the handshake filter, which can answer 403.
            return true;
        }
    }
}
