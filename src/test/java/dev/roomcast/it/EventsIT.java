package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that other systems publish over REST, and the tokens that allow it. */
class EventsIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient NOBODY = ApiClient.anonymous(CLUSTER.first());
    private static final ApiClient ADMIN = CLUSTER.admin();
    private static final Duration SOON = Duration.ofSeconds(20);

    /** A token as its maker got it. */
    private record Token(String id, String secret) {
        Map<String, String> header() {
            return Map.of("Authorization", "Bearer " + secret);
        }
    }

    private static JsonObject draft(String name, List<String> topics, List<String> rooms) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("topics", Json.createArrayBuilder(topics))
                .add("rooms", Json.createArrayBuilder(rooms))
                .build();
    }

    private static Token token(List<String> topics, List<String> rooms) {
        JsonObject made = ADMIN.post("api/sync/tokens", draft("token " + UUID.randomUUID(), topics, rooms))
                .expect(201)
                .json();
        return new Token(made.getJsonObject("token").get("id").toString(), made.getString("secret"));
    }

    private static JsonObject event(String topic, String id, String... rooms) {
        return Json.createObjectBuilder()
                .add("event", topic + ":changed")
                .add("rooms", Json.createArrayBuilder(List.of(rooms)))
                .add("reason", "updated")
                .add("id", id)
                .add("data", Json.createObjectBuilder().add("n", 1))
                .build();
    }

    private static ApiClient.Answer publish(Worker worker, Token token, JsonObject event) {
        return NOBODY.on(worker).send("POST", "api/sync/events", Optional.of(event), token.header());
    }

    @Test
    void aTokensEventReachesThePagesOfItsRoomsAndOfTheDependentOnes() {
        Token token = token(List.of("categories"), List.of("categories"));
        String id = UUID.randomUUID().toString();
        try (Page page = Page.open(CLUSTER.viewer(), CLUSTER.second())) {
            page.join("categories");
            page.join("files");
            JsonObject seq = publish(CLUSTER.first(), token, event("categories", id, "categories"))
                    .expect(202)
                    .json()
                    .getJsonObject("seq");
            assertEquals(List.of("categories", "files"), List.copyOf(seq.keySet()));
            page.awaitChange("categories:changed", id);
            Await.until("both rooms heard", SOON, () -> heard(page, id).size() == 2);
            for (JsonObject heard : heard(page, id)) {
                String room = heard.getString("scope").substring("room:".length());
                assertEquals(seq.getJsonNumber(room), heard.getJsonNumber("seq"));
                assertEquals("{\"n\":1}", heard.get("data").toString());
            }
        }
    }

    private static List<JsonObject> heard(Page page, String id) {
        return page.changes("categories").stream()
                .filter(change -> change.getString("id").equals(id))
                .toList();
    }

    @Test
    void aTokenIsGoodOnAllWorkersUntilItIsRevokedAndThenOnNone() {
        Token token = token(List.of("*"), List.of("*"));
        List<Worker> workers = List.of(CLUSTER.first(), CLUSTER.second());
        for (Worker worker : workers) {
            publish(worker, token, event("weather", "1", "global")).expect(202);
        }
        ADMIN.delete("api/sync/tokens/" + token.id()).expect(204);
        for (Worker worker : workers) {
            ApiClient.Answer refused = publish(worker, token, event("files", "1", "files"));
            Problems.expect(refused, 401);
            assertTrue(refused.header("www-authenticate").orElse("").startsWith("Bearer "));
        }
        Problems.expect(ADMIN.delete("api/sync/tokens/" + token.id()), 404);
    }

    @Test
    void aTokenThatHasExpiredOpensNothing() {
        Token token = token(List.of("*"), List.of("*"));
        assertEquals(
                1, CLUSTER.sql("update event_token set expires_at = '2020-01-01 00:00:00' where id = " + token.id()));
        JsonObject problem = Problems.expect(publish(CLUSTER.second(), token, event("files", "1", "files")), 401);
        assertEquals("urn:roomcast:problem:token-expired", problem.getString("type"));
    }

    @Test
    void aTokenPublishesWithinItsLimitsAndOpensNothingElse() {
        Token token = token(List.of("files", "weather"), List.of("files"));
        JsonObject problem =
                Problems.expect(publish(CLUSTER.first(), token, event("users", "1", "files", "users")), 403);
        assertEquals(
                List.of("event", "rooms"),
                problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                        .map(error -> error.getString("field"))
                        .toList());
        JsonObject everybody = Json.createObjectBuilder()
                .add("event", "weather:changed")
                .add("reason", "added")
                .build();
        Problems.expect(publish(CLUSTER.first(), token, everybody), 403);
        publish(CLUSTER.first(), token, event("weather", "1", "files")).expect(202);
        for (String path : List.of("api/files", "api/sync/tokens", "api/sync/events/", "api/session")) {
            Problems.expect(NOBODY.get(path, token.header()), 401);
        }
    }

    @Test
    void whoMayPublishAndManage() {
        JsonObject event = event("files", "1", "files");
        Problems.expect(NOBODY.post("api/sync/events", event), 401);
        Problems.expect(CLUSTER.editor().post("api/sync/events", event), 403);
        ADMIN.post("api/sync/events", event).expect(202);
        Token token = token(List.of("*"), List.of("*"));
        Map<String, String> foreign = Map.of("Origin", "https://evil.example");
        Problems.expect(ADMIN.send("POST", "api/sync/events", Optional.of(event), foreign), 403);
        Map<String, String> both =
                Map.of("Origin", "https://evil.example", "Authorization", "bearer " + token.secret());
        ADMIN.send("POST", "api/sync/events", Optional.of(event), both).expect(202);
        // A wrong token is not saved by a session beside it.
        Problems.expect(
                ADMIN.send("POST", "api/sync/events", Optional.of(event), Map.of("Authorization", "Bearer rc_x")), 401);
        Problems.expect(CLUSTER.editor().get("api/sync/tokens"), 403);
        Problems.expect(CLUSTER.editor().post("api/sync/tokens", draft("x", List.of("*"), List.of("*"))), 403);
        Problems.expect(CLUSTER.editor().delete("api/sync/tokens/" + token.id()), 403);
    }

    @Test
    void whatIsNotOfTheFormIsRefusedInWords() {
        Token token = token(List.of("*"), List.of("*"));
        JsonObject wrong = Json.createObjectBuilder()
                .add("event", "files")
                .add("rooms", Json.createArrayBuilder(List.of("nowhere")))
                .add("extra", 1)
                .build();
        Map<String, String> russian = Map.of("Authorization", "Bearer " + token.secret(), "Accept-Language", "ru");
        JsonObject problem = Problems.expect(NOBODY.send("POST", "api/sync/events", Optional.of(wrong), russian), 400);
        assertEquals(4, problem.getJsonArray("errors").size());
        assertTrue(problem.toString().contains("называет комнату nowhere, которой нет; есть index, files"));
        for (String body : List.of("[]", "{", "1", "{\"event\":\"files:changed\\u0000\",\"reason\":\"updated\"}")) {
            Problems.expect(NOBODY.send("POST", "api/sync/events", body, token.header()), 400);
        }
        JsonObject huge = Json.createObjectBuilder(event("files", "1", "files"))
                .add("data", "x".repeat(70_000))
                .build();
        Problems.expect(publish(CLUSTER.first(), token, huge), 413);
    }

    @Test
    void whoPublishesTooFastIsToldWhenToComeAgain() {
        Token token = token(List.of("*"), List.of("*"));
        JsonObject nothing = JsonValue.EMPTY_JSON_OBJECT;
        // Side by side, so that a slow machine sends faster than the limit grows, too.
        ApiClient.Answer slowed = IntStream.range(0, 5_000)
                .parallel()
                .mapToObj(i -> publish(CLUSTER.first(), token, nothing))
                .filter(answer -> answer.status() == 429)
                .findAny()
                .orElseThrow();
        Problems.expect(slowed, 429);
        assertEquals("1", slowed.header("retry-after").orElseThrow());
        publish(CLUSTER.first(), token(List.of("*"), List.of("*")), event("files", "1", "files"))
                .expect(202);
    }

    @Test
    void aSecretIsShownOnceAndKeptByNobody() {
        String name = "shown " + UUID.randomUUID();
        ApiClient.Answer answer = ADMIN.post("api/sync/tokens", draft(name, List.of("files"), List.of("files")));
        assertEquals("no-store", answer.expect(201).header("cache-control").orElseThrow());
        String secret = answer.json().getString("secret");
        assertTrue(secret.matches("rc_[A-Za-z0-9_-]{43}"));
        Token token = new Token(answer.json().getJsonObject("token").get("id").toString(), secret);
        assertTrue(listed(name).isNull("usedAt"));
        publish(CLUSTER.second(), token, event("files", "1", "files")).expect(202);
        String used = listed(name).getString("usedAt");
        assertTrue(secret.endsWith(listed(name).getString("hint")));
        publish(CLUSTER.first(), token, event("files", "1", "files")).expect(202);
        assertEquals(used, listed(name).getString("usedAt"), "written down at most once a minute");
        CLUSTER.sql("update event_token set used_at = dateadd(minute, -2, used_at) where id = " + token.id());
        publish(CLUSTER.first(), token, event("files", "1", "files")).expect(202);
        assertTrue(used.compareTo(listed(name).getString("usedAt")) <= 0);

        assertFalse(ADMIN.get("api/sync/tokens").body().contains(secret));
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            assertFalse(worker.log().contains(secret), "the secret is in the log");
        }
        assertEquals(
                1,
                CLUSTER.sql("update event_token set name = name where id = " + token.id() + " and token_hash <> '"
                        + secret + "' and length(token_hash) = 64"));
        JsonObject taken = Problems.expect(
                ADMIN.post(
                        "api/sync/tokens", draft(name.toUpperCase(java.util.Locale.ROOT), List.of("*"), List.of("*"))),
                409);
        assertEquals("name", taken.getJsonArray("errors").getJsonObject(0).getString("field"));
    }

    private static JsonObject listed(String name) {
        return ADMIN
                .get("api/sync/tokens")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(token -> token.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void administratorsPagesHearOfTokensAndNobodyElse() {
        try (Page admin = Page.open(ADMIN, CLUSTER.second());
                Page viewer = Page.open(CLUSTER.viewer(), CLUSTER.second())) {
            admin.join("admin");
            viewer.join("index");
            Token token = token(List.of("*"), List.of("*"));
            Await.until("it is heard of", SOON, () -> admin.changes("tokens").size() == 1);
            assertEquals("room:admin", admin.changes("tokens").get(0).getString("scope"));
            ADMIN.delete("api/sync/tokens/" + token.id()).expect(204);
            Await.until("its end too", SOON, () -> admin.changes("tokens").size() == 2);
            String id = UUID.randomUUID().toString();
            ADMIN.post("api/sync/events", event("files", id, "index")).expect(202);
            viewer.awaitChange("files:changed", id);
            assertEquals(List.of(), viewer.changes("tokens"));
        }
    }

    @Test
    void theFunctionForPythonPublishes() throws Exception {
        Token token = token(List.of("files"), List.of("files"));
        String id = UUID.randomUUID().toString();
        try (Page page = Page.open(CLUSTER.viewer(), CLUSTER.first())) {
            page.join("files");
            String seq = python(token.secret(), "files:changed", "updated", id, 0);
            JsonObject heard = page.awaitChange("files:changed", id);
            assertEquals("{\"files\": " + heard.getJsonNumber("seq") + "}", seq);
        }
        String refused = python(token.secret(), "users:changed", "updated", "1", 1);
        assertTrue(refused.contains("403") && refused.contains("users"), refused);
    }

    /** What the program prints when it publishes an event and ends with this status. */
    private static String python(String secret, String event, String reason, String id, int status)
            throws IOException, InterruptedException {
        Path program = Project.file("server-config/migration/roomcast_events.py");
        ProcessBuilder builder = new ProcessBuilder(
                        "python3", program.toString(), event, "--reason", reason, "--id", id, "--room", "files")
                .redirectErrorStream(true);
        builder.environment().put("ROOMCAST_URL", CLUSTER.second().uri().toString());
        builder.environment().put("ROOMCAST_TOKEN", secret);
        Process process = builder.start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertTrue(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS));
            assertEquals(status, process.exitValue(), said);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
