package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.EngineRequest;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.engineio.HttpAnswer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;

/**
 * Refuses WebSocket handshakes that Engine.IO would not take, with a real 400 or 403, which no endpoint can give any
 * more (protocol section 1.3), and opens the others by itself where it can. It stands in web.xml behind the filter that
 * knows the visitor, and thereby before the container's own.
 */
public class HandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient EngineServers engines;

    @Inject
    private transient UpgradeHandlers upgrades;

    @Resource
    private transient ManagedExecutorService executor;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<EngineServer> engine = isUpgrade(request) ? engines.at(path(request)) : Optional.empty();
        if (engine.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        EngineRequest asked = Requests.of(request, true);
        Optional<HttpAnswer> refusal = engine.get().refuseUpgrade(asked);
        if (refusal.isPresent()) {
            Requests.write(refusal.get(), response);
            return;
        }
        CatalinaRequest.unmark(request);
        Optional<GrizzlyConnection> connection = GrizzlyConnection.of(request);
        Optional<GrizzlyWriting> writing = connection.flatMap(GrizzlyConnection::writing);
        if (connection.isPresent() && writing.isPresent()) {
            new GrizzlyOpening(upgrades, engines.wheel(), executor)
                    .open(request, response, engine.get(), asked, connection.get(), writing.get());
        } else {
            UpgradeRequest upgrade =
                    new UpgradeRequest(asked, connection.map(GrizzlyConnection::bound), Handshake.of(request));
            chain.doFilter(new Checked(request, upgrade, upgrades), response);
        }
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static final class Checked extends HttpServletRequestWrapper {
        private final UpgradeRequest upgrade;
        private final UpgradeHandlers upgrades;

        Checked(HttpServletRequest request, UpgradeRequest upgrade, UpgradeHandlers upgrades) {
            super(request);
            this.upgrade = upgrade;
            this.upgrades = upgrades;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) throws IOException, ServletException {
            return upgrades.note(super.upgrade(handler));
        }

        @Override
        public Principal getUserPrincipal() {
            return upgrade;
        }
    }
}
