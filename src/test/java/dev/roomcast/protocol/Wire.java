package dev.roomcast.protocol;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The bare network way to a Socket.IO server: requests and WebSockets as a client without any library makes them. */
final class Wire {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;

    /** @param endpoint where Engine.IO is served, such as {@code http://127.0.0.1:3000/socket.io/} */
    Wire(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The Socket.IO endpoint of the conformance server that these tests are aimed at. */
    static Wire toConformanceServer() {
        return new Wire(URI.create(ConformanceTarget.uri().toString().replaceFirst("/?$", "/socket.io/")));
    }

    HttpResponse<String> get(String query) {
        return answer(getAsync(query));
    }

    CompletableFuture<HttpResponse<String>> getAsync(String query) {
        return send("GET", query, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String query, String body) {
        return answer(postAsync(query, body));
    }

    CompletableFuture<HttpResponse<String>> postAsync(String query, String body) {
        return send("POST", query, BodyPublishers.ofString(body));
    }

    HttpResponse<String> put(String query) {
        return answer(send("PUT", query, BodyPublishers.noBody()));
    }

    /** Opens a WebSocket with this query, or fails as the server wants. */
    WireSocket open(String query) {
        URI uri = URI.create(endpoint.toString().replaceFirst("^http", "ws") + "?" + query);
        return WireSocket.open(CLIENT, uri);
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String query, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(endpoint + (query.isEmpty() ? "" : "?" + query)))
                .timeout(PATIENCE)
                .method(method, body);
        if (method.equals("POST")) {
            request.header("Content-Type", "text/plain;charset=UTF-8");
        }
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> request) {
        return request.join();
    }
}
