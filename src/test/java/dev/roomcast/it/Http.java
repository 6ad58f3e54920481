package dev.roomcast.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP/1.1 from the tests, every request with a deadline. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(AnyCertificate.context())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    public static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    }

    public static HttpResponse<String> send(HttpRequest request) throws IOException {
        return send(request, BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        try {
            return CLIENT.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static HttpResponse<byte[]> bytes(HttpRequest request) throws IOException {
        return send(request, BodyHandlers.ofByteArray());
    }

    /** Status and body of a GET, or why there is none, for a person to read. */
    static String answer(URI uri) {
        try {
            HttpResponse<String> response = send(request(uri).build());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }

    /** The status of a GET, or 0 when nobody answers. */
    public static int status(URI uri) {
        try {
            return send(request(uri).timeout(Duration.ofSeconds(5)).build()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
