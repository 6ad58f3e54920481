package dev.roomcast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that speak Socket.IO over long polling and have joined a room. */
final class Pollers {

    private static final Pattern SID = Pattern.compile("\"sid\":\\s?\"([^\"]+)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PING = "2";
    private static final String PONG = "3";
    private static final String SEPARATOR = "\u001e";

    /** What a waiting request was answered, and when. */
    private record Answer(int client, String body, long nanos) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Endpoint endpoint;
    private final List<URI> sessions = new ArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Pollers(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Connects so many, one after the other. */
    void join(int count) throws IOException {
        URI opening = URI.create("http://127.0.0.1:" + endpoint.port() + "/socket.io/?EIO=4&transport=polling");
        for (int i = 0; i < count; i++) {
            Matcher sid = SID.matcher(get(opening));
            if (!sid.find()) {
                throw new IOException("the server told no session id");
            }
            URI session = URI.create(opening + "&sid=" + sid.group(1));
            post(session, "40");
            expect(session, "40{");
            post(session, "420[\"join\",\"" + Events.room(0) + "\"]");
            expect(session, "430[");
            sessions.add(session);
        }
    }

    /** Lets some of them wait for what comes next. */
    void poll(int from, int to) {
        for (int i = from; i < to; i++) {
            waiting.incrementAndGet();
            ask(i);
        }
    }

    private void ask(int client) {
        http.sendAsync(request(sessions.get(client)).build(), BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    if (answer != null && answer.body().equals(PING)) {
                        http.sendAsync(posting(sessions.get(client), PONG), BodyHandlers.discarding());
                        ask(client);
                        return;
                    }
                    if (answer != null) {
                        answers.add(new Answer(client, answer.body(), System.nanoTime()));
                    } else {
                        System.err.println("    a poll failed: " + failure);
                    }
                    waiting.decrementAndGet();
                });
    }

    /** How many wait for an answer. */
    int waiting() {
        return waiting.get();
    }

    /** Counts what has come since the last time. */
    void count(Tally tally) {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            for (String packet : answer.body().split(SEPARATOR)) {
                ByteBuffer bytes = ByteBuffer.wrap(packet.getBytes(StandardCharsets.UTF_8));
                int event = Events.number(bytes, 0, bytes.limit());
                if (event >= 0) {
                    tally.arrived(answer.client(), event, answer.nanos());
                }
            }
        }
    }

    private void expect(URI session, String beginning) throws IOException {
        String answer = get(session);
        if (!answer.startsWith(beginning) || answer.contains("\"ok\":false")) {
            throw new IOException("instead of " + beginning + " came " + answer);
        }
    }

    private String get(URI uri) throws IOException {
        return body(request(uri).build());
    }

    private void post(URI uri, String packet) throws IOException {
        body(posting(uri, packet));
    }

    private HttpRequest posting(URI uri, String packet) {
        return request(uri)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(packet))
                .build();
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        return endpoint.cookie().isEmpty() ? request : request.header("Cookie", endpoint.cookie());
    }

    private String body(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + " was answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
