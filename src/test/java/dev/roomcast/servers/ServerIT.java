package dev.roomcast.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Http;
import dev.roomcast.it.NodeProgram;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code server-config} makes of a server, seen by its effect: the same on each. */
class ServerIT {
    private static final int TWELVE_MB = 12_000_000;

    private final ApplicationServer server = Running.server();
    private final ApiClient admin = ApiClient.signIn(server.root(), Cluster.ADMIN, Cluster.ADMIN_PASSWORD);

    @Test
    void theScriptsChangeNothingWhenTheyRunAgain() {
        assertEquals(Running.configuredOnce(), Running.configuredTwice());
    }

    @Test
    void theServersOwnDataSourceHoldsTheRecords() throws SQLException {
        String name = "in PostgreSQL " + UUID.randomUUID();
        create(name);
        try (var connection = DriverManager.getConnection(
                        server.postgres().url(), server.postgres().user(), "");
                var query = connection.prepareStatement("select count(*) from file where name = ?")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                row.next();
                assertEquals(1, row.getInt(1));
            }
        }
    }

    @Test
    void whatTheConsoleSaysIsInForce() {
        JsonObject idle = setting("roomcast.sync.idle-seconds");
        assertEquals("77", idle.getString("value"));
        assertEquals("config", idle.getString("source"));
        assertEquals(77, admin.get("api/sync/config").expect(200).json().getInt("idleSeconds"));
        assertTrue(setting("roomcast.db.jndi").getBoolean("set"));
    }

    @Test
    void theClientBehindTrustedProxiesIsKnownAndCannotBeFeigned() {
        assertTrue(isSlowedDown("203.0.113.9, 10.1.2.3", 9));
        // A stranger has three guesses; on a busy machine one may take as long as the known one has to wait.
        assertTrue(isSlowedDown("203.0.113.11, 203.0.113.9, 10.1.2.3", 3));
        assertEquals(401, guess("203.0.113.10, 10.1.2.3"));
    }

    private boolean isSlowedDown(String forwardedFor, int guesses) {
        return Stream.generate(() -> guess(forwardedFor)).limit(guesses).anyMatch(status -> status == 429);
    }

    @Test
    void aBodyOfMoreThanTenMegabytesIsTakenAndLiesInTheServersDirectory() throws IOException {
        String id = create("large");
        var put = Http.request(server.root().resolve("api/files/" + id + "/content"))
                .header("Cookie", admin.cookie())
                .PUT(BodyPublishers.ofByteArray(new byte[TWELVE_MB]));
        assertEquals(200, Http.send(put.build()).statusCode());
        Path files = Path.of(setting("roomcast.files.dir").getString("value"));
        assertTrue(files.startsWith(server.directory), files::toString);
        try (Stream<Path> contents = Files.walk(files)) {
            assertEquals(
                    1,
                    contents.filter(file -> file.toFile().length() == TWELVE_MB).count());
        }
    }

    @Test
    void everythingIsBelowTheContext() throws IOException {
        try (NodeProgram person =
                NodeProgram.start("portal.mjs", server.root(), Cluster.ADMIN, Cluster.ADMIN_PASSWORD)) {
            assertEquals(Optional.of(0), person.awaitEnd(Duration.ofSeconds(30)), person::said);
        }
        assertEquals(200, Http.status(server.root().resolve("api/health/ready")));
        assertEquals(200, Http.status(server.root().resolve("api/health/bus")));
        assertEquals(404, Http.status(server.serverRoot().resolve("socket.io/?EIO=4&transport=polling")));
        assertEquals(404, Http.status(server.serverRoot().resolve("api/health/ready")));
    }

    @Test
    void aRedirectStaysOnTheBrowsersScheme() throws IOException {
        var asked = Http.request(server.root().resolve("files.html")).header("X-Forwarded-Proto", "https");
        HttpResponse<String> answer = Http.send(asked.build());
        assertEquals(302, answer.statusCode());
        String to = answer.headers().firstValue("Location").orElseThrow();
        assertTrue(to.startsWith("/" + ApplicationServer.CONTEXT + "/") || to.startsWith("https://"), to);
    }

    @Test
    void anAnswerNamesNoServer() throws IOException {
        HttpResponse<String> answer =
                Http.send(Http.request(server.root().resolve("api/health/live")).build());
        assertFalse(answer.headers().map().keySet().stream().anyMatch(name -> name.matches("(?i)server|x-powered-by")));
    }

    private int guess(String forwarded) {
        JsonObject guess = Json.createObjectBuilder()
                .add("login", "somebody")
                .add("password", "a guess")
                .build();
        return ApiClient.anonymous(server.root())
                .send("POST", "api/session", Optional.of(guess), Map.of("X-Forwarded-For", forwarded))
                .status();
    }

    private JsonObject setting(String name) {
        return admin.get("api/admin/settings").expect(200).json().getJsonArray("items").stream()
                .map(item -> item.asJsonObject())
                .filter(item -> item.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String create(String name) {
        return admin.post(
                        "api/files",
                        Json.createObjectBuilder().add("name", name).build())
                .expect(201)
                .id();
    }
}
