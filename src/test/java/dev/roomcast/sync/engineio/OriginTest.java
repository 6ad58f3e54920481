package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Visitor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final String HANDSHAKE = "EIO=4&transport=polling";

    private static InMemoryEngine engine(String... allowed) {
        EngineSettings s = InMemoryEngine.SETTINGS;
        return new InMemoryEngine(
                new RecordingApplication(),
                new EngineSettings(
                        s.pingIntervalMs(),
                        s.pingTimeoutMs(),
                        s.upgradeTimeoutMs(),
                        s.maxPayload(),
                        s.sendTimeoutMs(),
                        s.maxQueuedFrames(),
                        s.maxQueuedBytes(),
                        "route-",
                        Set.of(allowed)));
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example, Host, app.example, 200",
        "http://app.example:80, Host, app.example, 200",
        "HTTP://APP.example, Host, app.example:80, 200",
        "http://app.example:8080, Host, app.example:8080, 200",
        "http://app.example:8081, Host, app.example:8080, 403",
        "https://app.example, Host, app.example, 200",
        "http://evil.example, Host, app.example, 403",
        "http://app.example.evil.example, Host, app.example, 403",
        "null, Host, app.example, 403",
        "null, Host, '', 403",
        "http://, Host, '', 403",
        "http://my_app:8080, Host, my_app:8080, 200",
        "http://evil_app.example, Host, my_app, 403",
        "http://[::1]:8080, Host, [::1]:8080, 200",
        "http://app.example@evil.example, Host, app.example, 403",
        "'http://app.example,http://evil.example', Host, app.example, 403",
        "https://friend.example, Host, app.example, 200",
        "https://friend.example:444, Host, app.example, 403",
        "http://app.example, X-Forwarded-Host, app.example, 200",
        "https://app.example, Forwarded, for=1.2.3.4;host=app.example;proto=https, 200",
        "https://app.example, Forwarded, 'for=1.2.3.4;proto=\"https\";host=\"app.example\", for=10.0.0.1', 200",
        "https://app.example, X-Forwarded-Proto, http, 403",
        "https://evil.example, Forwarded, host=app.example;proto=https, 403"
    })
    void onlyTheSameOriginAndFriendsMayConnect(String origin, String header, String value, int status) {
        InMemoryEngine engine = engine("https://friend.example");
        Map<String, String> headers = Map.of("Origin", origin, header, value);
        assertEquals(status, engine.http("GET", HANDSHAKE, headers).status());
        EngineRequest upgrade =
                InMemoryEngine.request("GET", true, "EIO=4&transport=websocket", headers, Visitor.ANONYMOUS);
        assertEquals(status == 200, engine.server().refuseUpgrade(upgrade).isEmpty());
    }

    @Test
    void aProxyThatEndsTlsIsSeenThrough() {
        Map<String, String> headers =
                Map.of("Origin", "https://app.example", "Host", "app.example", "X-Forwarded-Proto", "https");
        assertEquals(200, engine().http("GET", HANDSHAKE, headers).status());
    }

    @Test
    void aFriendMayReadTheAnswerWithCredentials() {
        HttpAnswer answer = engine("https://friend.example")
                .http("GET", HANDSHAKE, Map.of("Origin", "https://friend.example"))
                .answer();
        assertEquals("https://friend.example", answer.headers().get("Access-Control-Allow-Origin"));
        assertEquals("true", answer.headers().get("Access-Control-Allow-Credentials"));
        assertEquals("Origin", answer.headers().get("Vary"));
    }

    @Test
    void everybodyMayReadItWithoutCredentials() {
        HttpAnswer answer = engine("*")
                .http("GET", HANDSHAKE, Map.of("Origin", "https://any.example"))
                .answer();
        assertEquals("*", answer.headers().get("Access-Control-Allow-Origin"));
        assertFalse(answer.headers().containsKey("Access-Control-Allow-Credentials"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "evil.example"})
    void whatIsNoOriginMayNotReadItWithCredentials(String origin) {
        HttpAnswer answer =
                engine("*").http("GET", HANDSHAKE, Map.of("Origin", origin)).answer();
        assertFalse(answer.headers().containsKey("Access-Control-Allow-Credentials"));
    }

    @Test
    void aPreflightOfAFriendIsAnswered() {
        HttpAnswer answer = engine("https://friend.example")
                .http(
                        "OPTIONS",
                        HANDSHAKE,
                        Map.of("Origin", "https://friend.example", "Access-Control-Request-Headers", "x-mine"))
                .answer();
        assertEquals(204, answer.status());
        assertEquals("x-mine", answer.headers().get("Access-Control-Allow-Headers"));
        assertEquals(
                403,
                engine().http("OPTIONS", HANDSHAKE, Map.of("Origin", "https://evil.example"))
                        .status());
    }

    @Test
    void theRouteLeadsTheSid() {
        String sid = engine().handshake();
        assertTrue(sid.matches("route-\\.[A-Za-z0-9_-]{20}"), sid);
    }

    /** The client takes this answer for the end of its connection, and opens another. */
    @Test
    void aSidOfAnotherRouteIsUnknown() {
        InMemoryEngine engine = engine();
        String ofAnother = engine.handshake().replaceFirst("^route-", "route-2");
        HttpAnswer answer =
                engine.get("EIO=4&transport=polling&sid=" + ofAnother).answer();
        assertEquals(400, answer.status());
        assertEquals("{\"code\":1,\"message\":\"Session ID unknown\"}", answer.body());
    }
}
