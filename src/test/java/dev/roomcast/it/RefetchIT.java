package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many pages cost that refetch after one event, and that none of them gets what is older than it knows. */
class RefetchIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient ADMIN = CLUSTER.admin();
    private static final int PAGES = 600;
    private static final int AT_A_TIME = 60;
    private static final int ROUNDS = 30;
    private static final int ROWS = 5;
    private static final String PAGE_OF_FILES = "SELECT % FILE T%ORDER BY%";
    private static final String COUNT_OF_FILES = "SELECT COUNT(% FILE %";

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String list = "api/files?size=" + ROWS + "&q=" + word;
    private final ExecutorService pages = Executors.newFixedThreadPool(AT_A_TIME);

    @AfterEach
    void end() {
        pages.shutdownNow();
    }

    @Test
    void manyPagesThatHearOfOneEventAskTheDatabaseOnce() throws Exception {
        for (int i = 0; i <= ROWS; i++) {
            create("file " + i);
        }
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            page.join("files");
            String tagBefore = ADMIN.get(list).header("etag").orElseThrow();
            Map<String, String> told = told(page.awaitChange("files:changed", create("one more")));
            CLUSTER.countStatements();

            List<ApiClient.Answer> answers = refetch(told, tagBefore);
            assertEquals(List.of(200), distinct(answers.stream().map(ApiClient.Answer::status)));
            List<String> tags = distinct(
                    answers.stream().map(answer -> answer.header("etag").orElseThrow()));
            assertEquals(1, tags.size());
            assertNotEquals(tagBefore, tags.get(0));
            assertEquals(ROWS + 2, answers.get(0).json().getInt("total"));
            assertEquals(1, CLUSTER.executed(PAGE_OF_FILES));
            assertEquals(1, CLUSTER.executed(COUNT_OF_FILES));

            List<ApiClient.Answer> again = refetch(told, tags.get(0));
            assertEquals(List.of(304), distinct(again.stream().map(ApiClient.Answer::status)));
            assertEquals(1, CLUSTER.executed(PAGE_OF_FILES));

            // Who names no position wants to see what nobody has been told of yet.
            ADMIN.get(list).expect(200);
            assertEquals(2, CLUSTER.executed(PAGE_OF_FILES));
        }
    }

    @Test
    void manyWhoWereToldOfNothingShareReadingsThatBeganAfterTheyAsked() throws Exception {
        create("file");
        CLUSTER.countStatements();
        List<ApiClient.Answer> answers = refetch(Map.of(), "\"none\"");
        assertEquals(List.of(200), distinct(answers.stream().map(ApiClient.Answer::status)));
        long readings = CLUSTER.executed(PAGE_OF_FILES);
        assertTrue(readings >= 1 && readings < PAGES, readings + " readings");
    }

    @Test
    void whoHasChangedSomethingSeesItOnEveryWorkerAtOnce() {
        for (int round = 1; round <= ROUNDS; round++) {
            ApiClient writer = round % 2 == 0 ? ADMIN : ADMIN.on(CLUSTER.second());
            writer.post("api/files", file("round " + round)).expect(201);
            assertEquals(round, ADMIN.get(list).expect(200).json().getInt("total"));
            assertEquals(
                    round,
                    ADMIN.on(CLUSTER.second()).get(list).expect(200).json().getInt("total"));
        }
    }

    @Test
    void whoHasBeenToldOfAChangeGetsItFromEveryWorker() throws Exception {
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            page.join("files");
            for (int round = 1; round <= ROUNDS; round++) {
                ApiClient writer = round % 2 == 0 ? ADMIN : ADMIN.on(CLUSTER.second());
                String id = writer.post("api/files", file("round " + round))
                        .expect(201)
                        .id();
                JsonObject event = page.awaitChange("files:changed", id);
                for (ApiClient reader : List.of(ADMIN, ADMIN.on(CLUSTER.second()))) {
                    JsonObject answer =
                            reader.get(list, told(event)).expect(200).json();
                    assertEquals(round, answer.getInt("total"));
                }
            }
        }
    }

    @Test
    void whatIsSharedIsForThoseWhoMaySeeIt() throws Exception {
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            page.join("files");
            Map<String, String> told = told(page.awaitChange("files:changed", create("file")));
            assertTrue(home(ADMIN, told).containsKey("users"));
            assertFalse(home(CLUSTER.viewer(), told).containsKey("users"));
            assertTrue(home(ADMIN, told).containsKey("users"));
        }
        JsonObject users = ADMIN.get("api/users").expect(200).json();
        String position = "users=" + users.getJsonNumber("seq") + "@" + users.getString("epoch");
        ADMIN.get("api/users", Map.of("Sync-Position", position)).expect(200);
        Problems.expect(CLUSTER.viewer().get("api/users", Map.of("Sync-Position", position)), 403);
        Problems.expect(CLUSTER.viewer().get("api/users"), 403);
    }

    private static JsonObject home(ApiClient person, Map<String, String> told) {
        return person.get("api/home", told).expect(200).json().getJsonObject("counts");
    }

    private String create(String name) {
        return ADMIN.post("api/files", file(name)).expect(201).id();
    }

    private JsonObject file(String name) {
        return Json.createObjectBuilder().add("name", word + " " + name).build();
    }

    /** The header of a page that was told of an event. */
    private static Map<String, String> told(JsonObject event) {
        String epoch = ADMIN.get("api/files?size=1").expect(200).json().getString("epoch");
        return Map.of("Sync-Position", "files=" + event.getJsonNumber("seq") + "@" + epoch);
    }

    private List<ApiClient.Answer> refetch(Map<String, String> told, String tag)
            throws InterruptedException, ExecutionException {
        Map<String, String> headers = new java.util.HashMap<>(told);
        headers.put("If-None-Match", tag);
        Callable<ApiClient.Answer> one = () -> ADMIN.get(list, headers);
        List<ApiClient.Answer> answers = new java.util.ArrayList<>();
        for (Future<ApiClient.Answer> answer :
                pages.invokeAll(Stream.generate(() -> one).limit(PAGES).toList())) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static <T> List<T> distinct(Stream<T> all) {
        return all.distinct().toList();
    }
}
