package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.sync.Visitor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private final InMemoryEngine engine = new InMemoryEngine(new RecordingApplication());

    @ParameterizedTest
    @CsvSource({
        "GET, '', 0, Transport unknown",
        "GET, EIO=4, 0, Transport unknown",
        "GET, EIO=4&transport=abc, 0, Transport unknown",
        "GET, transport=polling, 5, Unsupported protocol version",
        "GET, EIO=3&transport=polling, 5, Unsupported protocol version",
        "GET, EIO=4&EIO=3&transport=polling, 5, Unsupported protocol version",
        "GET, EIO=abc&transport=polling, 5, Unsupported protocol version",
        "POST, EIO=4&transport=polling, 2, Bad handshake method",
        "PUT, EIO=4&transport=polling&sid=, 2, Bad handshake method",
        "OPTIONS, EIO=4&transport=polling, 2, Bad handshake method",
        "GET, EIO=4&transport=websocket, 3, Bad request",
        "GET, EIO=4&transport=polling&sid=__proto__, 1, Session ID unknown"
    })
    void whatIsNoHandshakeIsRefused(String method, String query, int code, String message) {
        HttpAnswer answer = engine.http(method, query, Map.of()).answer();
        assertEquals(400, answer.status());
        assertEquals("application/json", answer.contentType());
        assertEquals("{\"code\":" + code + ",\"message\":\"" + message + "\"}", answer.body());
    }

    @Test
    void anotherVersionOrMethodOfASessionIsRefused() {
        String sid = engine.handshake();
        assertEquals(400, engine.get("EIO=3&transport=polling&sid=" + sid).status());
        assertEquals(400, engine.get("EIO=4&transport=websocket&sid=" + sid).status());
        assertEquals(
                400,
                engine.http("PUT", "EIO=4&transport=polling&sid=" + sid, Map.of())
                        .status());
        assertEquals("ok", engine.post(sid, "4alive").body());
    }

    @Test
    void aBinaryPostEndsTheSession() {
        String sid = engine.handshake();
        Map<String, String> headers = Map.of("Content-Type", "application/octet-stream");
        assertEquals(
                400,
                engine.http("POST", "EIO=4&transport=polling&sid=" + sid, headers)
                        .status());
        assertEquals(400, engine.poll(sid).status());
    }

    @Test
    void aWebSocketHandshakeIsVerifiedBeforeItIsAccepted() {
        assertEquals(400, refusal("EIO=4&transport=polling"));
        assertEquals(400, refusal("EIO=4"));
        assertEquals(400, refusal("transport=websocket"));
        assertEquals(400, refusal("EIO=4&transport=websocket&sid=unknown"));
        assertEquals(0, refusal("EIO=4&transport=websocket"));
    }

    private int refusal(String query) {
        EngineRequest request = InMemoryEngine.request("GET", true, query, Map.of(), Visitor.ANONYMOUS);
        return engine.server().refuseUpgrade(request).map(HttpAnswer::status).orElse(0);
    }

    @Test
    void theApplicationDecidesWhoIsAdmitted() {
        InMemoryEngine closed = new InMemoryEngine(new EngineApplication() {
            @Override
            public SessionListener onOpen(Session session) {
                return new RecordingApplication().onOpen(session);
            }

            @Override
            public boolean admits(Visitor visitor) {
                return visitor.signedIn();
            }
        });
        HttpAnswer answer = closed.get("EIO=4&transport=polling").answer();
        assertEquals(403, answer.status());
        assertEquals("{\"code\":4,\"message\":\"Forbidden\"}", answer.body());
        closed.connect(new Visitor("1", "ann", "editor", Locale.ENGLISH));
        assertEquals(1, closed.server().size());
        assertEquals(1008, closed.connect().closeCode());
    }

    @Test
    void aServerThatLeavesTakesNoNewSessionsAndServesThoseItHas() {
        String sid = engine.handshake();
        engine.server().leave();
        HttpAnswer answer = engine.get("EIO=4&transport=polling").answer();
        assertEquals(503, answer.status());
        assertEquals("1", answer.headers().get("Retry-After"));
        assertEquals(503, refusal("EIO=4&transport=websocket"));
        assertEquals("ok", engine.post(sid, "4alive").body());
        assertEquals(0, refusal("EIO=4&transport=websocket&sid=" + sid), "an upgrade is no new session");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSessionThatOpensWhileTheServerStopsIsClosed(boolean overWebSocket) {
        AtomicReference<EngineServer> server = new AtomicReference<>();
        RecordingApplication stopping = new RecordingApplication() {
            @Override
            public boolean admits(Visitor visitor) {
                server.get().stop();
                return true;
            }
        };
        InMemoryEngine engine = new InMemoryEngine(stopping);
        server.set(engine.server());
        EngineRequest request = InMemoryEngine.request(
                "GET",
                overWebSocket,
                "EIO=4&transport=" + (overWebSocket ? "websocket" : "polling"),
                Map.of(),
                Visitor.ANONYMOUS);
        if (overWebSocket) {
            engine.server().webSocket(request, new InMemoryWebSocket());
        } else {
            engine.server().http(request, new RecordedReply());
        }
        assertEquals(0, engine.server().size());
        assertEquals(List.of(CloseReason.SERVER_SHUTTING_DOWN), stopping.closed);
    }
}
