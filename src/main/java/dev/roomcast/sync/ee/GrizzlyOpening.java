package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.EngineRequest;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.websocket.OpeningHandshake;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Opens WebSockets on Payara without Tyrus, with which each costs several times the time, and a third more memory.
 */
final class GrizzlyOpening {
    private static final int UPGRADE_REQUIRED = 426;

    private final UpgradeHandlers upgrades;
    private final TimerWheel wheel;
    private final Executor executor;

    /** @param upgrades notes every one of them */
    GrizzlyOpening(UpgradeHandlers upgrades, TimerWheel wheel, Executor executor) {
        this.upgrades = upgrades;
        this.wheel = wheel;
        this.executor = executor;
    }

    /**
     * Answers a handshake that the engine has nothing against.
     *
     * @param connection the request's, which may be written to
     */
    void open(
            HttpServletRequest request,
            HttpServletResponse response,
            EngineServer server,
            EngineRequest asked,
            GrizzlyConnection connection,
            GrizzlyWriting writing)
            throws IOException, ServletException {
        OpeningHandshake handshake = handshake(request);
        if (!handshake.isOfKnownVersion()) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", OpeningHandshake.VERSION);
            refuse(response, UPGRADE_REQUIRED);
        } else if (!handshake.isWellFormed()) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST);
        } else {
            GrizzlyUpgrade upgrade = request.upgrade(GrizzlyUpgrade.class);
            upgrade.prepare(
                    server,
                    asked,
                    Handshake.of(request),
                    new GrizzlyWebSocket(connection.bound(), writing, wheel, executor),
                    CatalinaRequest.letGo(request, upgrade));
            upgrades.note(upgrade);
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Sec-WebSocket-Accept", handshake.accept());
            flush(response);
        }
    }

    /** What is sent next goes past the container, and would overtake its answer. */
    private static void flush(HttpServletResponse response) {
        try {
            response.flushBuffer();
        } catch (IOException e) {
            // The client has gone. Thrown from here, it would keep the container from opening what it has begun, and
            // from ending it.
            return;
        }
    }

    private static OpeningHandshake handshake(HttpServletRequest request) {
        return new OpeningHandshake(
                request.getMethod(),
                request.getProtocol(),
                String.join(",", Collections.list(request.getHeaders("Connection"))),
                header(request, "Sec-WebSocket-Version"),
                header(request, "Sec-WebSocket-Key"));
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    private static void refuse(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }
}
