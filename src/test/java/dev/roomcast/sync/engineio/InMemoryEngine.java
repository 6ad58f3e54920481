package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Visitor;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A real {@link EngineServer} with neither container nor network: requests and WebSockets are made by method calls,
 * time is turned by hand. pingInterval 300 ms, pingTimeout 200 ms, send timeout 1000 ms.
 */
public final class InMemoryEngine {
    public static final EngineSettings SETTINGS =
            new EngineSettings(300, 200, 500, 1_000_000, 1000, 256, 1_000_000, "", Set.of());

    private final ManualClock clock = new ManualClock();
    private final EngineServer server;

    public InMemoryEngine(EngineApplication application) {
        this(application, SETTINGS);
    }

    public InMemoryEngine(EngineApplication application, EngineSettings settings) {
        server = new EngineServer(settings, application, clock.wheel(), new SecureRandom());
    }

    public EngineServer server() {
        return server;
    }

    public ManualClock clock() {
        return clock;
    }

    /** Opens a session over a WebSocket. */
    public InMemoryWebSocket connect() {
        return connect(Visitor.ANONYMOUS);
    }

    public InMemoryWebSocket connect(Visitor visitor) {
        return webSocket(request("GET", true, "EIO=4&transport=websocket", Map.of(), visitor));
    }

    /** Opens a WebSocket for the session of a sid. */
    public InMemoryWebSocket upgrade(String sid) {
        return webSocket(request("GET", true, "EIO=4&transport=websocket&sid=" + sid, Map.of(), Visitor.ANONYMOUS));
    }

    private InMemoryWebSocket webSocket(EngineRequest request) {
        InMemoryWebSocket socket = new InMemoryWebSocket();
        server.webSocket(request, socket).ifPresent(socket::attach);
        return socket;
    }

    /** Opens a session over polling and returns its sid. */
    public String handshake() {
        return sid(get("EIO=4&transport=polling").body());
    }

    /** The sid in the text of an open packet. */
    public static String sid(String openPacket) {
        return openPacket.replaceFirst("(?s)^0\\{\"sid\":\"([^\"]+)\".*$", "$1");
    }

    /** A GET of the session. */
    public RecordedReply poll(String sid) {
        return get("EIO=4&transport=polling&sid=" + sid);
    }

    public RecordedReply get(String query) {
        return http("GET", query, Map.of());
    }

    /** A POST with its whole body. */
    public RecordedReply post(String sid, String body) {
        RecordedReply reply = new RecordedReply();
        startPost(sid, reply).ifPresent(reading -> {
            byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            reading.chunk(bytes, bytes.length);
            reading.end();
        });
        return reply;
    }

    /** A POST whose body the test feeds itself. */
    public Optional<PostBody> startPost(String sid, RecordedReply reply) {
        return server.http(
                request("POST", false, "EIO=4&transport=polling&sid=" + sid, Map.of(), Visitor.ANONYMOUS), reply);
    }

    /** Any request without a body. */
    public RecordedReply http(String method, String query, Map<String, String> headers) {
        RecordedReply reply = new RecordedReply();
        server.http(request(method, false, query, headers, Visitor.ANONYMOUS), reply);
        return reply;
    }

    public static EngineRequest request(
            String method, boolean upgrade, String query, Map<String, String> headers, Visitor visitor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(headers);
        return new EngineRequest(method, upgrade, "http", parameters, fields, "127.0.0.1", visitor);
    }
}
