package dev.roomcast.protocol;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.NodeProgram;
import dev.roomcast.it.Worker;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;

/** The official client in a process of its own, which connects, and loses its connection, when a test says so. */
final class RecoveringClient implements AutoCloseable {
    private final NodeProgram program;
    private int step;

    /** How a connection began. */
    record Connected(String id, boolean recovered, String secret) {}

    RecoveringClient(ApiClient person) {
        program = NodeProgram.start("recovering-client.mjs", person.cookie());
    }

    Connected connect(Worker worker) {
        JsonObject answer = ask("connect", worker.uri().toString());
        return new Connected(answer.getString("id"), answer.getBoolean("recovered", false), answer.getString("secret"));
    }

    void join(String... rooms) {
        for (String room : rooms) {
            if (!ask("join", room).getBoolean("ok")) {
                throw new AssertionError("not in " + room);
            }
        }
    }

    /** Ends the connection without a word. */
    void cut() {
        ask("cut", "");
    }

    void awaitGone() {
        ask("gone", "");
    }

    /** The changes heard since this was asked last, such as {@code files 42}, once one of them has come. */
    List<String> heardUpTo(String change) {
        return ask("heard", change).getJsonArray("ids").getValuesAs(JsonString::getString);
    }

    void becomes(ApiClient person) {
        ask("cookie", person.cookie());
    }

    /** The pid and the offset that it knows, as JSON. */
    String knows() {
        return ask("knows", "").getString("claim");
    }

    /** Makes it name another pid and offset next. */
    void claims(String json) {
        ask("claim", json);
    }

    private JsonObject ask(String command, String argument) {
        String name = "step" + step++;
        program.tell(name + " " + command + " " + argument);
        try (var reader = Json.createReader(new StringReader(program.await(name)))) {
            JsonObject answer = reader.readObject();
            if (answer.containsKey("error")) {
                throw new AssertionError(command + ": " + answer.getString("error"));
            }
            return answer;
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
