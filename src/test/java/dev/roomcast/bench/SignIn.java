package dev.roomcast.bench;

import dev.roomcast.it.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Signs the administrator in, who is to have a known password. */
final class SignIn {

    static final String PASSWORD = "a password for the benchmark";

    private SignIn() {}

    /** The administrator's session, {@code name=value}. */
    static String cookie(URI server) throws IOException {
        HttpRequest request = Http.request(server.resolve("api/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"login\":\"admin\",\"password\":\"" + PASSWORD + "\"}"))
                .build();
        HttpResponse<String> answer = Http.send(request);
        if (answer.statusCode() != 204) {
            throw new IOException("signing in was answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }
}
