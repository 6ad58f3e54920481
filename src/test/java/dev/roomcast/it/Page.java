package dev.roomcast.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A page's end of the socket: what the official client says over a WebSocket, and everything that it hears, in order. */
public final class Page implements WebSocket.Listener, AutoCloseable {

    static final Duration WITHIN = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(AnyCertificate.context())
            .build();

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final AtomicInteger nextAck = new AtomicInteger();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile String sid = "";
    private WebSocket socket;

    /**
     * One thing that the server said.
     *
     * @param name of the event, or {@code ack 0} for the answer to the first call
     * @param body the first argument, {@code null} of JSON when there is none
     */
    public record Heard(String name, JsonValue body) {

        JsonObject object() {
            return body.asJsonObject();
        }
    }

    private Page() {}

    /** A page of someone who is signed in, connected to a worker's namespace {@code /}. */
    public static Page open(ApiClient person, Worker worker) {
        return open(person.cookie(), worker.uri());
    }

    /** The same by the session's cookie and a server's root. */
    public static Page open(String cookie, URI root) {
        Page page = new Page();
        page.socket = handshake(root, Map.of("Cookie", cookie), page).join();
        page.connected
                .orTimeout(WITHIN.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
        return page;
    }

    /** The HTTP status by which a WebSocket handshake with these headers is refused; 101 when it is not. */
    static int handshakeStatus(Worker worker, Map<String, String> headers) {
        try {
            handshake(worker.uri(), headers, new Page()).join().abort();
            return 101;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException answer) {
                return answer.getResponse().statusCode();
            }
            throw refused;
        }
    }

    private static CompletableFuture<WebSocket> handshake(URI root, Map<String, String> headers, Page page) {
        URI uri = URI.create("ws"
                + root.resolve("socket.io/?EIO=4&transport=websocket")
                        .toString()
                        .substring("http".length()));
        var builder = CLIENT.newWebSocketBuilder().connectTimeout(WITHIN);
        headers.forEach(builder::header);
        return builder.buildAsync(uri, page);
    }

    /** The Engine.IO session's id. */
    public String sid() {
        return sid;
    }

    /** Joins a room and returns the answer. */
    JsonObject join(String room) {
        return call("join", Json.createValue(room));
    }

    /** Joins a room as a page that has seen everything up to a position. */
    JsonObject join(String room, long since, String epoch) {
        return call(
                "join",
                Json.createObjectBuilder()
                        .add("room", room)
                        .add("since", since)
                        .add("epoch", epoch)
                        .build());
    }

    /** Emits an event and waits for its acknowledgement. */
    JsonObject call(String event, JsonValue argument) {
        int ack = nextAck.getAndIncrement();
        say(
                socket,
                "42" + ack + Json.createArrayBuilder().add(event).add(argument).build());
        return await("ack " + ack, any -> true).object();
    }

    /** The first event of this name whose body is as wanted; waits for it. */
    Heard await(String name, java.util.function.Predicate<Heard> wanted) {
        return Await.value("hear " + name, WITHIN, () -> heard.stream()
                .filter(one -> one.name().equals(name) && wanted.test(one))
                .findFirst());
    }

    /** The first change that names this record; waits for it. */
    JsonObject awaitChange(String name, String id) {
        return await(name, one -> one.object().getString("id").equals(id)).object();
    }

    /** Everything heard so far: events and acknowledgements, without the protocol's own packets. */
    List<Heard> heard() {
        return heard;
    }

    /** The changes of a topic heard so far. */
    List<JsonObject> changes(String topic) {
        return heard.stream()
                .filter(one -> one.name().equals(topic + ":changed"))
                .map(Heard::object)
                .toList();
    }

    Optional<JsonObject> change(String topic, String id) {
        return changes(topic).stream()
                .filter(change -> change.getString("id").equals(id))
                .findFirst();
    }

    boolean closed() {
        return closed;
    }

    void awaitClosed() {
        Await.until("the server closes the connection", WITHIN, () -> closed);
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** One send at a time is all the client allows: this waits for its end. */
    private synchronized void say(WebSocket to, String packet) {
        to.sendText(packet, true).join();
    }

    private void onPacket(WebSocket from, String packet) {
        if (packet.startsWith("0")) {
            sid = packet.replaceFirst("(?s)^0\\{\"sid\":\"([^\"]+)\".*$", "$1");
            say(from, "40");
        } else if (packet.equals("2")) {
            say(from, "3");
        } else if (packet.startsWith("40")) {
            connected.complete(null);
        } else if (packet.startsWith("42") || packet.startsWith("43")) {
            hear(packet);
        }
    }

    private void hear(String packet) {
        int start = packet.indexOf('[');
        try (var reader = Json.createReader(new StringReader(packet.substring(start)))) {
            JsonArray arguments = reader.readArray();
            boolean ack = packet.startsWith("43");
            String name = ack ? "ack " + packet.substring(2, start) : ((JsonString) arguments.get(0)).getString();
            int first = ack ? 0 : 1;
            heard.add(new Heard(name, arguments.size() > first ? arguments.get(first) : JsonValue.NULL));
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String packet = text.toString();
            text.setLength(0);
            onPacket(from, packet);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        closed = true;
    }
}
