package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What pages hear and say, on two workers that share a Redis. */
class SyncIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient ADMIN = CLUSTER.admin();
    private static final JsonObject FILE =
            Json.createObjectBuilder().add("name", "a file").build();

    @Test
    void aChangeOnOneWorkerReachesAPageOnTheOther() {
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            JsonObject joined = page.join("files");
            assertEquals(Set.of("ok", "room", "seq", "epoch", "recovered", "missed"), joined.keySet());
            assertTrue(joined.getBoolean("ok"));
            assertTrue(joined.getBoolean("recovered"));
            assertEquals(0, joined.getInt("missed"));

            long before = System.currentTimeMillis();
            String id = ADMIN.send("POST", "api/files", Optional.of(FILE), Map.of("Sync-Origin", "page-1"))
                    .expect(201)
                    .id();
            JsonObject event = page.awaitChange("files:changed", id);
            assertEquals(Set.of("reason", "seq", "worker", "scope", "id", "data"), event.keySet());
            assertEquals("added", event.getString("reason"));
            assertEquals("room:files", event.getString("scope"));
            assertEquals(CLUSTER.first().pid(), seq(event, "worker"));
            assertEquals("a file", event.getJsonObject("data").getString("name"));
            assertEquals("page-1", event.getJsonObject("data").getString("origin"));
            assertTrue(seq(event, "seq") > seq(joined, "seq"));
            assertTrue(Math.abs(seq(event, "seq") - before) < 60_000, "seq is in ms since 1970");
        }
    }

    @Test
    void pagesOfBothWorkersHearTheSameInOneOrder() {
        try (Page here = Page.open(ADMIN, CLUSTER.first());
                Page there = Page.open(ADMIN, CLUSTER.second())) {
            here.join("files");
            there.join("files");
            List<String> ids =
                    IntStream.range(0, 20).mapToObj(n -> create(n % 2 == 0)).toList();
            ids.forEach(id -> here.awaitChange("files:changed", id));
            ids.forEach(id -> there.awaitChange("files:changed", id));
            assertEquals(here.changes("files"), there.changes("files"));
            List<Long> seqs = here.changes("files").stream()
                    .map(event -> seq(event, "seq"))
                    .toList();
            assertEquals(seqs.stream().sorted().distinct().toList(), seqs, "strictly increasing");
        }
    }

    @Test
    void administratorsSeeWhatAWorkerHolds() {
        assertEquals(403, CLUSTER.viewer().get("api/sync/status").status());
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            long seq = seq(page.join("admin"), "seq");
            JsonObject status = ADMIN.on(CLUSTER.second())
                    .get("api/sync/status")
                    .expect(200)
                    .json();
            assertEquals(CLUSTER.second().pid(), seq(status, "worker"));
            assertEquals("UP", status.getString("bus"));
            assertTrue(status.getInt("connections") >= 1 && status.getInt("sessions") >= 1);
            JsonObject room = status.getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                    .filter(one -> one.getString("room").equals("admin"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(1, room.getInt("members"));
            assertTrue(seq(room, "seq") >= seq);
            assertEquals(
                    Set.of("delivered", "dropped", "failures"),
                    status.getJsonObject("hub").keySet());
            assertEquals(
                    Set.of("published", "kept", "lost"),
                    status.getJsonObject("publisher").keySet());
        }
    }

    @Test
    void reasonsAreTold() {
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            page.join("files");
            String id = create(true);
            String path = "api/files/" + id;
            ADMIN.put(path, FILE, Map.of()).expect(200);
            ADMIN.post(path + "/toggle").expect(200);
            ADMIN.delete(path).expect(204);
            page.await(
                    "files:changed",
                    one -> one.object().getString("reason").equals("deleted")
                            && one.object().getString("id").equals(id));
            List<String> reasons = page.changes("files").stream()
                    .filter(change -> change.getString("id").equals(id))
                    .map(change -> change.getString("reason"))
                    .toList();
            assertEquals(List.of("added", "updated", "toggled", "deleted"), reasons);
        }
    }

    @Test
    void aChangeThatWasRefusedIsNotHeard() {
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            page.join("files");
            String first = create(true);
            page.awaitChange("files:changed", first);
            int heard = page.changes("files").size();
            ADMIN.put("api/files/" + first, FILE, Map.of("If-Match", "\"999\"")).expect(412);
            String last = create(true);
            page.awaitChange("files:changed", last);
            assertEquals(heard + 1, page.changes("files").size());
        }
    }

    @Test
    void refusalsNameTheirReasonAndTheConnectionStays() {
        try (Page page = Page.open(CLUSTER.viewer(), CLUSTER.second())) {
            for (String room : List.of("users", "groups", "admin")) {
                assertEquals(refusal("forbidden"), page.join(room));
            }
            for (String room : List.of("nowhere", "", "room:files")) {
                assertEquals(refusal("unknown_room"), page.join(room));
            }
            for (JsonValue bad : List.of(
                    JsonValue.NULL,
                    JsonValue.TRUE,
                    Json.createValue(1),
                    JsonValue.EMPTY_JSON_ARRAY,
                    JsonValue.EMPTY_JSON_OBJECT,
                    object("{'room':1}"),
                    object("{'room':'files','since':'1','epoch':'e'}"),
                    object("{'room':'files','since':-1,'epoch':'e'}"),
                    object("{'room':'files','since':1.5,'epoch':'e'}"),
                    object("{'room':'files','since':1,'epoch':2}"))) {
                assertEquals(refusal("bad_request"), page.call("join", bad), bad::toString);
            }
            assertEquals(refusal("bad_request"), page.call("leave", JsonValue.NULL));
            assertEquals(refusal("bad_request"), page.call("sync:check", Json.createValue("files")));
            for (String room : List.of("global", "index", "files", "categories", "registrators")) {
                assertTrue(page.join(room).getBoolean("ok"), room);
            }
        }
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            for (String room : List.of("users", "groups", "admin")) {
                assertTrue(page.join(room).getBoolean("ok"), room);
            }
        }
    }

    @Test
    void whoHasLeftHearsNothingMore() {
        try (Page leaving = Page.open(ADMIN, CLUSTER.second());
                Page staying = Page.open(ADMIN, CLUSTER.second())) {
            leaving.join("files");
            staying.join("files");
            String heard = create(true);
            leaving.awaitChange("files:changed", heard);
            assertEquals(object("{'ok':true,'room':'files'}"), leaving.call("leave", object("{'room':'files'}")));
            // The leaving is done once a later request of the same page is answered by the hub.
            leaving.join("index");
            String unheard = create(true);
            staying.awaitChange("files:changed", unheard);
            leaving.join("categories");
            assertFalse(leaving.change("files", unheard).isPresent());
        }
    }

    @Test
    void aPageAsksWhetherItIsFresh() {
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            JsonObject joined = page.join("files");
            page.awaitChange("files:changed", create(true));
            long now = page.changes("files").stream()
                    .mapToLong(change -> seq(change, "seq"))
                    .max()
                    .orElseThrow();
            JsonObject fresh = page.call("sync:check", object("{'files':" + now + "}"));
            assertEquals(JsonValue.EMPTY_JSON_ARRAY, fresh.getJsonArray("stale"));
            assertEquals(now, seq(fresh.getJsonObject("seq"), "files"));
            assertEquals(joined.getString("epoch"), fresh.getString("epoch"));
            JsonObject stale = page.call("sync:check", object("{'files':" + (now - 1) + "}"));
            assertEquals(Json.createArrayBuilder().add("files").build(), stale.getJsonArray("stale"));
            assertEquals(now, seq(stale.getJsonObject("seq"), "files"));
        }
    }

    @Test
    void whatAPageMissedIsReplayedOnTheOtherWorkerBeforeTheAnswer() {
        JsonObject held;
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            held = page.join("files");
        }
        List<String> missed = List.of(create(true), create(false), create(true));
        try (Page witness = Page.open(ADMIN, CLUSTER.first())) {
            // Events are published behind the answers to the requests; the list's position says when all are.
            witness.join("files", seq(held, "seq"), held.getString("epoch"));
            missed.forEach(id -> witness.awaitChange("files:changed", id));
        }
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            JsonObject joined = page.join("files", seq(held, "seq"), held.getString("epoch"));
            assertTrue(joined.getBoolean("recovered"));
            assertEquals(3, joined.getInt("missed"));
            List<String> heard = page.heard().stream()
                    .map(one -> one.name().startsWith("ack")
                            ? one.name()
                            : one.object().getString("id"))
                    .toList();
            List<String> expected = new ArrayList<>(missed);
            expected.add("ack 0");
            assertEquals(Set.copyOf(expected), Set.copyOf(heard));
            assertEquals("ack 0", heard.get(heard.size() - 1));
            assertEquals(seq(joined, "seq"), seq(page.changes("files").get(2), "seq"));
        }
    }

    @Test
    void aPageThatKeepsComingBackToEitherWorkerHearsEveryChangeOnceAndInOrder() {
        JsonObject start;
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            start = page.join("files");
        }
        var here = CompletableFuture.supplyAsync(() -> createMany(true));
        var there = CompletableFuture.supplyAsync(() -> createMany(false));
        List<JsonObject> heard = new ArrayList<>();
        try {
            for (int n = 0; !here.isDone() || !there.isDone(); n++) {
                comeBack(n, start, heard);
            }
        } finally {
            // Changes that go on behind a failure would fail the tests after this one.
            CompletableFuture.allOf(here, there).join();
        }
        List<String> ids = new ArrayList<>(here.join());
        ids.addAll(there.join());
        for (int n = 0; n < 2; n++) {
            // Events are published behind the answers to the requests.
            Worker worker = n == 0 ? CLUSTER.first() : CLUSTER.second();
            try (Page witness = Page.open(ADMIN, worker)) {
                witness.join("files", seq(start, "seq"), start.getString("epoch"));
                ids.forEach(id -> witness.awaitChange("files:changed", id));
            }
            comeBack(n, start, heard);
        }
        List<Long> seqs = heard.stream().map(change -> seq(change, "seq")).toList();
        assertEquals(seqs.stream().sorted().distinct().toList(), seqs, "strictly increasing");
        assertTrue(heard.stream()
                .map(change -> change.getString("id"))
                .collect(Collectors.toSet())
                .containsAll(ids));
    }

    private static List<String> createMany(boolean onTheFirst) {
        return IntStream.range(0, 30).mapToObj(n -> create(onTheFirst)).toList();
    }

    /** A connection that lasts only until the worker has answered: what the page heard by then joins what it heard before. */
    private static void comeBack(int n, JsonObject start, List<JsonObject> heard) {
        JsonObject last = heard.isEmpty() ? start : heard.get(heard.size() - 1);
        try (Page page = Page.open(ADMIN, n % 2 == 0 ? CLUSTER.first() : CLUSTER.second())) {
            JsonObject joined = page.join("files", seq(last, "seq"), start.getString("epoch"));
            assertTrue(joined.getBoolean("recovered"));
            page.changes("files").stream()
                    .filter(change -> seq(change, "seq") > seq(last, "seq"))
                    .forEach(heard::add);
        }
    }

    @Test
    void aPositionOfAnotherEpochIsNotGuessedAt() {
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            JsonObject joined = page.join("files", 1, "another epoch");
            assertTrue(joined.getBoolean("ok"));
            assertFalse(joined.getBoolean("recovered"));
        }
    }

    @Test
    void signingOutClosesEveryPageOfTheSessionOnEveryWorkerForGood() {
        ApiClient leaving = CLUSTER.admin();
        List<Page> pages = List.of(
                Page.open(leaving, CLUSTER.first()),
                Page.open(leaving, CLUSTER.first()),
                Page.open(leaving, CLUSTER.second()),
                Page.open(leaving, CLUSTER.second()));
        try (Page other = Page.open(ADMIN, CLUSTER.second())) {
            pages.forEach(page -> page.join("files"));
            leaving.delete("api/session").expect(204);
            for (Page page : pages) {
                page.awaitClosed();
            }
            Map<String, String> cookie = Map.of("Cookie", leaving.cookie());
            assertEquals(403, Page.handshakeStatus(CLUSTER.first(), cookie));
            assertEquals(403, Page.handshakeStatus(CLUSTER.second(), cookie));
            assertTrue(other.join("files").getBoolean("ok"), "another session of the same user stays");
        }
    }

    @Test
    void onlyThoseWhoAreSignedInConnect() {
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            assertEquals(403, Page.handshakeStatus(worker, Map.of()));
            assertEquals(403, Page.handshakeStatus(worker, Map.of("Cookie", "roomcast_session=" + "A".repeat(43))));
            ApiClient.anonymous(worker)
                    .get("socket.io/?EIO=4&transport=polling")
                    .expect(403);
            ADMIN.on(worker).get("socket.io/?EIO=4&transport=polling").expect(200);
        }
    }

    @Test
    void foreignPagesDoNotConnect() {
        Worker worker = CLUSTER.first();
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
            Map<String, String> foreign = Map.of("Cookie", ADMIN.cookie(), "Origin", origin);
            assertEquals(403, Page.handshakeStatus(worker, foreign), origin);
            ADMIN.get("socket.io/?EIO=4&transport=polling", Map.of("Origin", origin))
                    .expect(403);
        }
        String own = "http://127.0.0.1:" + worker.port();
        assertEquals(101, Page.handshakeStatus(worker, Map.of("Cookie", ADMIN.cookie(), "Origin", own)));
        ADMIN.get("socket.io/?EIO=4&transport=polling", Map.of("Origin", own)).expect(200);
    }

    private static String create(boolean onTheFirst) {
        ApiClient client = onTheFirst ? ADMIN : ADMIN.on(CLUSTER.second());
        return client.post("api/files", FILE).expect(201).id();
    }

    private static JsonObject refusal(String error) {
        return object("{'ok':false,'error':'" + error + "'}");
    }

    private static JsonObject object(String text) {
        try (var reader = Json.createReader(new java.io.StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    private static long seq(JsonObject of, String name) {
        return of.getJsonNumber(name).longValueExact();
    }
}
