package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the home page and the administration page are given. */
class HomeIT {
    private static final Duration LOST_WITHIN = Duration.ofSeconds(40);
    private static final long FURTHER = 424_242;

    private static Cluster cluster;
    private static ApiClient admin;
    private static ApiClient viewer;

    @BeforeAll
    static void signIn() {
        cluster = Cluster.shared();
        admin = cluster.admin();
        viewer = cluster.viewer();
    }

    @Test
    void countsAndPositionsAreOfWhatOneMaySee() {
        JsonObject whole = home(admin);
        assertEquals(
                Set.of("files", "users", "groups", "categories", "registrators"),
                whole.getJsonObject("counts").keySet());
        assertTrue(whole.getJsonObject("positions").containsKey("users"));
        assertTrue(whole.getJsonObject("positions").getJsonObject("index").containsKey("epoch"));

        JsonObject part = home(viewer);
        assertEquals(
                Set.of("files", "categories", "registrators"),
                part.getJsonObject("counts").keySet());
        assertEquals(
                Set.of("index", "files", "categories", "registrators"),
                part.getJsonObject("positions").keySet());
    }

    @Test
    void aChangeIsToldWithWhoAndWhat() {
        int before = home(viewer).getJsonObject("counts").getInt("files");
        String id = create("told.txt");
        JsonObject home = home(viewer);
        assertEquals(before + 1, home.getJsonObject("counts").getInt("files"));
        JsonObject newest = home.getJsonArray("activity").getJsonObject(0);
        assertEquals(
                List.of("admin", "files", "added", id, "told.txt"),
                List.of(
                        newest.getString("login"),
                        newest.getString("topic"),
                        newest.getString("reason"),
                        newest.getString("id"),
                        newest.getString("name")));
        admin.delete("api/files/" + id).expect(204);
        assertEquals(
                "deleted",
                home(viewer).getJsonArray("activity").getJsonObject(0).getString("reason"));
        assertTrue(home(viewer).getJsonArray("activity").size() <= 20);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        Await.until("nothing changes between two requests", Duration.ofSeconds(20), () -> {
            String tag = admin.get("api/home").expect(200).header("etag").orElseThrow();
            return admin.get("api/home", Map.of("If-None-Match", tag)).status() == 304;
        });
    }

    @Test
    void workersComeAndGoAndTheLostAreSeen() {
        try (Page page = Page.open(viewer, cluster.first())) {
            page.join("index");
            Worker.Plan plan = cluster.plan().property("roomcast.worker", Long.toString(FURTHER));
            try (Worker stopping = plan.start()) {
                awaitHeard(page, 0);
                awaitAlive(Optional.of(true));
                int before = page.changes("index").size();
                stopping.stop();
                awaitAlive(Optional.empty());
                awaitHeard(page, before);
            }
            int between = page.changes("index").size();
            try (Worker lost = plan.start()) {
                awaitHeard(page, between);
                awaitAlive(Optional.of(true));
                lost.kill();
                int before = page.changes("index").size();
                awaitAlive(Optional.of(false));
                awaitHeard(page, before);
            }
            assertTrue(page.changes("index").stream()
                    .allMatch(change -> change.getString("id").isEmpty()));
            assertTrue(home(viewer).getJsonArray("activity").getValuesAs(JsonObject.class).stream()
                    .noneMatch(one -> one.getString("topic").equals("index")));
        }
    }

    @Test
    void aSignOfLifeAloneWakesNobody() {
        try (Page page = Page.open(viewer, cluster.first())) {
            page.join("index");
            Await.until("both workers are known", LOST_WITHIN, () -> living() >= 2);
            awaitSignsOfLife(6);
            int heard = page.changes("index").size();
            awaitSignsOfLife(4);
            assertEquals(heard, page.changes("index").size());
        }
    }

    @Test
    void settingsAreForAdministratorsAndSecretsForNobody() {
        viewer.get("api/admin/settings").expect(403);
        List<JsonObject> settings = admin.get("api/admin/settings")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
        JsonObject redis = named(settings, "roomcast.redis.uri");
        assertTrue(redis.isNull("value") && redis.getBoolean("secret") && redis.getBoolean("set"));
        assertEquals("config", redis.getString("source"));
        JsonObject idle = named(settings, "roomcast.sync.idle-seconds");
        assertEquals(
                List.of("30", "30", "s", "default"),
                List.of(
                        idle.getString("value"),
                        idle.getString("default"),
                        idle.getString("unit"),
                        idle.getString("source")));
        assertFalse(idle.getBoolean("set"));
    }

    /** Until the page knows that there is news; how often it is told of the same depends on who sees it too. */
    private static void awaitHeard(Page page, int before) {
        Await.until(
                "the page hears of it", LOST_WITHIN, () -> page.changes("index").size() > before);
    }

    private static void awaitSignsOfLife(int count) {
        for (int sign = 0; sign < count; sign++) {
            Object last = cluster.workersSeen();
            Await.until("a sign of life", LOST_WITHIN, () -> !last.equals(cluster.workersSeen()));
        }
    }

    private static JsonObject home(ApiClient person) {
        return person.get("api/home").expect(200).json();
    }

    private static String create(String name) {
        return admin.post(
                        "api/files",
                        Json.createObjectBuilder().add("name", name).build())
                .expect(201)
                .id();
    }

    private static long living() {
        return home(viewer).getJsonArray("workers").getValuesAs(JsonObject.class).stream()
                .filter(worker -> worker.getBoolean("alive"))
                .count();
    }

    private static void awaitAlive(Optional<Boolean> alive) {
        Await.until(
                "the further worker is alive: " + alive,
                LOST_WITHIN,
                () -> alive.equals(home(viewer).getJsonArray("workers").getValuesAs(JsonObject.class).stream()
                        .filter(worker -> worker.getJsonNumber("number").longValue() == FURTHER)
                        .map(worker -> worker.getBoolean("alive"))
                        .findFirst()));
    }

    private static JsonObject named(List<JsonObject> settings, String name) {
        return settings.stream()
                .filter(setting -> setting.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
