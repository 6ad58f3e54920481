package dev.roomcast.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** The REST API as one signed-in person uses it. The session's cookie is good on every worker: see {@link #on(Worker)}. */
public final class ApiClient {

    private final URI base;
    private final String cookie;

    private ApiClient(URI base, String cookie) {
        this.base = base;
        this.cookie = cookie;
    }

    /** A client that has not signed in. */
    public static ApiClient anonymous(Worker worker) {
        return anonymous(worker.uri());
    }

    /** The same, of a server by its root. */
    public static ApiClient anonymous(URI base) {
        return new ApiClient(base, "");
    }

    public static ApiClient signIn(Worker worker, String login, String password) {
        return signIn(worker.uri(), login, password);
    }

    /** Signs in at a server by its root. */
    public static ApiClient signIn(URI base, String login, String password) {
        var credentials = Json.createObjectBuilder().add("login", login).add("password", password);
        Answer answer = new ApiClient(base, "").post("api/session", credentials.build());
        answer.expect(204);
        String cookie = answer.header("set-cookie").orElseThrow(() -> new AssertionError("no session cookie"));
        return new ApiClient(base, cookie.split(";", 2)[0]);
    }

    /** The same session, used on another worker. */
    public ApiClient on(Worker worker) {
        return new ApiClient(worker.uri(), cookie);
    }

    /** The same session, used on another server by its root. */
    public ApiClient on(URI root) {
        return new ApiClient(root, cookie);
    }

    /** The root of the worker that it talks to. */
    URI base() {
        return base;
    }

    /** The session cookie as a request header carries it, {@code name=value}; empty when not signed in. */
    public String cookie() {
        return cookie;
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    public Answer get(String path, Map<String, String> headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    public Answer post(String path, JsonValue body) {
        return send("POST", path, Optional.of(body), Map.of());
    }

    public Answer post(String path) {
        return send("POST", path, Optional.empty(), Map.of());
    }

    public Answer put(String path, JsonValue body, Map<String, String> headers) {
        return send("PUT", path, Optional.of(body), headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty(), Map.of());
    }

    /** Any request: the path is relative to the worker's root. */
    public Answer send(String method, String path, Optional<JsonValue> body, Map<String, String> headers) {
        return send(method, path, body.map(JsonValue::toString).orElse(""), headers);
    }

    /** The same with JSON as it is written here, which need not be any; nothing is sent when it is empty. */
    public Answer send(String method, String path, String json, Map<String, String> headers) {
        var request = Http.request(base.resolve(path)).header("Accept", "application/json");
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        headers.forEach(request::setHeader);
        request.method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        try {
            return new Answer(method + " " + path, Http.send(request.build()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + base.resolve(path), e);
        }
    }

    /** What the server said. */
    public record Answer(String request, HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public HttpHeaders headers() {
            return response.headers();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public String body() {
            return response.body();
        }

        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body()))) {
                return reader.readObject();
            }
        }

        /** The {@code id} of the record that was answered, as events name it. */
        public String id() {
            return json().get("id").toString();
        }

        /** Itself when the status is this one; fails with the whole answer otherwise. */
        public Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError(request + " answered " + status() + " instead of " + status + ": " + body());
            }
            return this;
        }
    }
}
