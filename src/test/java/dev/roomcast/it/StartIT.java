package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.bus.RedisServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a worker starts when something around it is wrong, and what it says of it. */
class StartIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonObject FILE =
            Json.createObjectBuilder().add("name", "a file").build();

    private static final JsonObject EVENT = Json.createObjectBuilder()
            .add("event", "users:changed")
            .add("reason", "updated")
            .build();

    @Test
    void aWrongSettingEndsTheStartWithOneLineThatNamesIt() {
        try (Worker worker = Worker.roomcast()
                .databaseInMemory()
                .property("roomcast.sync.idle-seconds", "abc")
                .launch()) {
            assertEquals(
                    List.of("Roomcast cannot start: roomcast.sync.idle-seconds is 'abc'; allowed is a whole number"
                            + " from 1 to 86400 (s)"),
                    refusal(worker));
        }
    }

    @Test
    void aDatabaseThatIsNotThereEndsTheStartWithOneLine() {
        int nobody = FreePort.next();
        try (Worker worker = Worker.roomcast()
                .property("roomcast.db.url", "jdbc:h2:tcp://127.0.0.1:" + nobody + "/./roomcast")
                .launch()) {
            List<String> lines = refusal(worker);
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains("database"), lines::toString);
        }
    }

    @Test
    void withRedisDownItStartsServesSaysSoAndJoinsWhenRedisComes() {
        try (RedisServer redis = RedisServer.notStarted();
                Worker worker = plan("redis://127.0.0.1:" + redis.port()).start()) {
            ApiClient admin = signIn(worker);
            assertEquals("DOWN", health(admin, "ready", 200));
            assertEquals("DOWN", health(admin, "bus", 503));
            assertEquals(1, linesOf(worker, "is not to be heard").size());
            try (Page page = Page.open(admin, worker)) {
                assertTrue(page.join("files").getBoolean("ok"));
                JsonObject check = page.call(
                        "sync:check", Json.createObjectBuilder().add("files", 0).build());
                assertEquals(Json.createArrayBuilder().add("files").build(), check.getJsonArray("stale"));
                admin.post("api/files", FILE).expect(201);
                page.await(
                        "sync:resync",
                        one -> one.object().getJsonArray("rooms").toString().equals("[\"files\"]"));

                JsonObject kept =
                        admin.post("api/sync/events", EVENT).expect(202).json();
                assertEquals("{\"seq\":{\"users\":null}}", kept.toString());

                redis.start();
                awaitFollowing(page, admin);
                Await.until("another system's event is published", SOON, () -> seqOf(admin, "users") > 0);
                // The publisher tries again on its own, a moment after the listener has subscribed.
                Await.until("what was kept is published", SOON, () -> positionOf(admin) > 0);
                String id = admin.post("api/files", FILE).expect(201).id();
                page.awaitChange("files:changed", id);
                assertEquals("UP", health(admin, "ready", 200));
                assertEquals(1, linesOf(worker, "subscribed at Redis").size());

                redis.stop();
                awaitBus(admin, "DOWN");
                assertEquals("DOWN", health(admin, "ready", 200));
                redis.start();
                awaitFollowing(page, admin);
                String after = admin.post("api/files", FILE).expect(201).id();
                page.awaitChange("files:changed", after);
                assertFalse(page.closed());
            }
        }
    }

    @Test
    void redisOverAUnixSocketWithAPassword() {
        try (RedisServer redis = RedisServer.started("--requirepass", "p+ss/word");
                Worker worker = plan("unix://" + redis.unixSocket() + "?db=2&password=p+ss/word")
                        .start()) {
            ApiClient admin = signIn(worker);
            assertEquals("UP", health(admin, "bus", 200));
            try (Page page = Page.open(admin, worker)) {
                page.join("files");
                page.awaitChange(
                        "files:changed",
                        admin.post("api/files", FILE).expect(201).id());
            }
            assertFalse(worker.log().contains("p+ss/word"), "the password is in the log");
        }
    }

    @Test
    void aRedisThatRefusesIsNamedInOneLine() {
        try (RedisServer redis = RedisServer.started("--requirepass", "right");
                Worker worker = plan("redis://:wrong@127.0.0.1:" + redis.port()).start()) {
            assertEquals("DOWN", health(ApiClient.anonymous(worker), "bus", 503));
            List<String> lines = linesOf(worker, "is not to be heard");
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains("WRONGPASS"), lines::toString);
            assertTrue(lines.get(0).contains("127.0.0.1:" + redis.port()), lines::toString);
            assertFalse(worker.log().contains(":wrong@"), "the password is in the log");
        }
    }

    private static Worker.Plan plan(String redis) {
        return Worker.roomcast()
                .databaseInMemory()
                .property("roomcast.redis.uri", redis)
                .property("roomcast.redis.timeout", "500")
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD);
    }

    private static ApiClient signIn(Worker worker) {
        return ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
    }

    /** The bus's state as a health answer of this status says it. */
    private static String health(ApiClient client, String of, int status) {
        return client.get("api/health/" + of).expect(status).json().getString("bus");
    }

    private static void awaitBus(ApiClient client, String state) {
        int status = state.equals("UP") ? 200 : 503;
        Await.until(
                "the bus is " + state, SOON, () -> client.get("api/health/bus").status() == status);
    }

    /** What a worker that does not deploy the application says of it, once the server around it is up and serves nothing. */
    private static List<String> refusal(Worker worker) {
        Await.until("the worker gives up", Duration.ofSeconds(90), () -> worker.logLine("ready in")
                .isPresent());
        assertEquals(404, ApiClient.anonymous(worker).get("api/health/ready").status());
        return worker.log()
                .lines()
                .filter(line -> line.startsWith("Roomcast cannot start: "))
                .toList();
    }

    /** Until the page's room is followed again, so that the next change comes as an event and not as a resync. */
    private static void awaitFollowing(Page page, ApiClient client) {
        awaitBus(client, "UP");
        Await.until("the room is followed", SOON, () -> {
            var held = Json.createObjectBuilder().add("files", positionOf(client));
            return page.call("sync:check", held.build()).getJsonArray("stale").isEmpty();
        });
    }

    private static long positionOf(ApiClient client) {
        return seqOf(client, "files");
    }

    private static long seqOf(ApiClient client, String topic) {
        return client.get("api/" + topic)
                .expect(200)
                .json()
                .getJsonNumber("seq")
                .longValueExact();
    }

    private static List<String> linesOf(Worker worker, String text) {
        return worker.log().lines().filter(line -> line.contains(text)).toList();
    }
}
