package dev.roomcast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes files over REST, as a signed-in administrator: each change becomes one event, which carries the driver's number in
 * {@code data.origin}. Many files take turns, because newer events of the same file may replace older ones on their way.
 */
final class Publisher {

    static final String MARK = "bench-";

    private static final int FILES = 64;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"?(\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String cookie;
    private final List<String> files = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    private Publisher(URI server, String cookie) {
        this.server = server;
        this.cookie = cookie;
    }

    static Publisher signIn(URI server, String password) throws IOException {
        var publisher = new Publisher(server, cookie(server, password));
        publisher.makeFiles();
        return publisher;
    }

    /** The administrator's session, {@code name=value}. */
    static String cookie(URI server, String password) throws IOException {
        var first = new Publisher(server, "");
        HttpResponse<String> answer =
                first.post("api/session", "", "{\"login\":\"admin\",\"password\":\"" + password + "\"}");
        if (answer.statusCode() != 204) {
            throw new IOException("signing in was answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    String cookie() {
        return cookie;
    }

    /** Changes of which the server did not say 200. */
    int refused() {
        return refused.get();
    }

    /** Sends a change and does not wait for its answer. */
    void publish(int event, Tally tally) {
        HttpRequest request = request("api/files/" + files.get(event % FILES) + "/toggle", MARK + event, "");
        tally.sent(event, System.nanoTime());
        http.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() != 200) {
                refused.incrementAndGet();
            }
        });
    }

    private void makeFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            HttpResponse<String> answer = post("api/files", "", "{\"name\":\"Benchmark " + i + ".txt\"}");
            Matcher id = ID.matcher(answer.body());
            if (answer.statusCode() != 201 || !id.find()) {
                throw new IOException("making a file was answered " + answer.statusCode() + " " + answer.body());
            }
            files.add(id.group(1));
        }
    }

    private HttpResponse<String> post(String path, String origin, String body) throws IOException {
        try {
            return http.send(request(path, origin, body), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest request(String path, String origin, String body) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!origin.isEmpty()) {
            request.header("Sync-Origin", origin);
        }
        return request.build();
    }
}
