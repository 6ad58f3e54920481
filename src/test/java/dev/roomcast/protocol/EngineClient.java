package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A bare client of an Engine.IO server: single requests and WebSockets, as the public suite makes them. */
final class EngineClient {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;

    /** @param base the server's address, ending with a slash */
    EngineClient(URI base) {
        this.base = base;
    }

    HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(base.resolve("engine.io/" + query)).timeout(Duration.ofSeconds(10));
    }

    CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String query) throws Exception {
        return await(send(request(query)));
    }

    /** A new polling session; its handshake is checked for exactly the five keys. */
    JsonObject handshake() throws Exception {
        HttpResponse<String> answer = get("?EIO=4&transport=polling");
        assertEquals(200, answer.statusCode());
        return open(answer.body());
    }

    String newSid() throws Exception {
        return handshake().getString("sid");
    }

    static JsonObject open(String packet) {
        assertEquals('0', packet.charAt(0));
        JsonObject handshake =
                Json.createReader(new StringReader(packet.substring(1))).readObject();
        assertEquals(5, handshake.size());
        assertEquals(20, handshake.getString("sid").length());
        assertEquals(300, handshake.getInt("pingInterval"));
        assertEquals(200, handshake.getInt("pingTimeout"));
        assertEquals(1_000_000, handshake.getInt("maxPayload"));
        return handshake;
    }

    CompletableFuture<HttpResponse<String>> poll(String sid) {
        return send(request("?EIO=4&transport=polling&sid=" + sid));
    }

    CompletableFuture<HttpResponse<String>> post(String sid, String payload) {
        return send(request("?EIO=4&transport=polling&sid=" + sid)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(payload)));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    /** Opens a WebSocket; when it is refused, it counts as one that closed. */
    SocketClient socket(String query) throws Exception {
        return socket(query, "");
    }

    SocketClient socket(String query, String origin) throws Exception {
        SocketClient socket = new SocketClient();
        var builder = http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5));
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        URI address = URI.create(base.toString().replaceFirst("^http", "ws")).resolve("engine.io/" + query);
        socket.opening(builder.buildAsync(address, socket));
        return socket;
    }

    /** A WebSocket session with its handshake already read. */
    SocketClient openSocket() throws Exception {
        SocketClient socket = socket("?EIO=4&transport=websocket");
        open(socket.text());
        return socket;
    }
}
