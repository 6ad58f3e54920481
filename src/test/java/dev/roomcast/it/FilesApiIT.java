package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files over REST. Each test knows its files by a word of its own. */
class FilesApiIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient ADMIN = CLUSTER.admin();

    private final String word = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void createdReadEditedToggledAndDeleted() {
        ApiClient.Answer created =
                ADMIN.post("api/files", file(word + " Žluťoučký 𝄞")).expect(201);
        String path = path(created);
        assertEquals(
                "\"" + created.json().getInt("version") + "\"",
                created.header("etag").orElseThrow());
        assertTrue(created.header("location").orElseThrow().endsWith(path));
        assertEquals("admin", created.json().getString("createdBy"));
        assertEquals(
                created.json(), ADMIN.on(CLUSTER.second()).get(path).expect(200).json());

        JsonObject edited = ADMIN.put(path, file(word + " edited"), ifMatch(created))
                .expect(200)
                .json();
        assertEquals(word + " edited", edited.getString("name"));
        assertEquals(created.json().getInt("version") + 1, edited.getInt("version"));
        JsonObject patch = Json.createObjectBuilder().add("note", "only this").build();
        JsonObject patched = ADMIN.send("PATCH", path, Optional.of(patch), Map.of())
                .expect(200)
                .json();
        assertEquals(word + " edited", patched.getString("name"));
        assertEquals("only this", patched.getString("note"));
        assertTrue(ADMIN.post(path + "/toggle").expect(200).json().getBoolean("pinned"));
        assertFalse(ADMIN.post(path + "/toggle").expect(200).json().getBoolean("pinned"));

        ADMIN.delete(path).expect(204);
        Problems.expect(ADMIN.get(path), 404);
        Problems.expect(ADMIN.delete(path), 404);
        assertEquals(0, list("q=" + word).expect(200).json().getInt("total"));
    }

    @Test
    void whoSawAnOldVersionChangesNothing() {
        ApiClient.Answer created = ADMIN.post("api/files", file(word)).expect(201);
        String path = path(created);
        ADMIN.put(path, file(word + " second"), ifMatch(created)).expect(200);
        Problems.expect(ADMIN.put(path, file(word + " late"), ifMatch(created)), 412);
        Problems.expect(ADMIN.send("DELETE", path, Optional.empty(), ifMatch(created)), 412);
        Problems.expect(ADMIN.put(path, file(word), Map.of("If-Match", "\"no version\"")), 412);
        assertEquals(word + " second", ADMIN.get(path).json().getString("name"));
        ADMIN.put(path, file(word + " anyway"), Map.of("If-Match", "*")).expect(200);
    }

    @Test
    void aListThatIsTheSameIsNotSentAgain() {
        // Once its event is told, nothing moves the room's position, which stands in the list.
        try (Page page = Page.open(ADMIN, CLUSTER.first())) {
            page.join("files");
            JsonObject created = ADMIN.post("api/files", file(word)).expect(201).json();
            page.awaitChange("files:changed", created.get("id").toString());
        }
        String query = "api/files?q=" + word;
        ApiClient.Answer first = ADMIN.get(query).expect(200);
        String tag = first.header("etag").orElseThrow();
        ApiClient.Answer same = ADMIN.get(query, Map.of("If-None-Match", tag)).expect(304);
        assertEquals("", same.body());
        assertEquals(tag, same.header("etag").orElseThrow());
        ADMIN.post("api/files", file(word + " second")).expect(201);
        ApiClient.Answer other = ADMIN.get(query, Map.of("If-None-Match", tag)).expect(200);
        assertNotEquals(tag, other.header("etag").orElseThrow());
    }

    @Test
    void listsAreSearchedSortedAndByThePage() {
        for (String name : List.of("b", "A", "c_%")) {
            ADMIN.post("api/files", file(word + " " + name)).expect(201);
        }
        assertEquals(List.of(word + " A", word + " b", word + " c_%"), names(list("sort=name&q=" + word)));
        assertEquals(List.of(word + " c_%", word + " b", word + " A"), names(list("sort=-name&q=" + word)));
        ApiClient.Answer second = list("size=2&page=1&q=" + word);
        assertEquals(List.of(word + " c_%"), names(second));
        assertEquals(3, second.json().getInt("total"));
        assertEquals(List.of(), names(list("size=2&page=9&q=" + word)));
        assertEquals(List.of(word + " c_%"), names(list("q=" + word.toUpperCase(java.util.Locale.ROOT) + "%20C_%25")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=-1",
                "page=1000001",
                "page=x",
                "page=99999999999",
                "size=0",
                "size=501",
                "size=",
                "sort=password",
                "sort="
            })
    void aListParameterOutOfItsBoundsIsNamed(String query) {
        JsonObject problem = Problems.expect(list(query), 400);
        String parameter = query.substring(0, query.indexOf('='));
        assertEquals("The parameter " + parameter + " is not as it must be.", problem.getString("detail"));
    }

    @Test
    void fieldsAtFaultAreNamedInTheReadersLanguage() {
        JsonObject bad = Json.createObjectBuilder()
                .add("name", " ")
                .add("size", -1)
                .add("mediaType", "nonsense")
                .build();
        assertEquals(
                Map.of(
                        "name", "must not be empty",
                        "size", "must not be negative",
                        "mediaType", "is not of the right form"),
                fieldErrors(bad, "en"));
        assertEquals(
                Map.of(
                        "name", "не должно быть пустым",
                        "size", "не должно быть отрицательным",
                        "mediaType", "имеет неверный вид"),
                fieldErrors(bad, "ru-RU,ru;q=0.9,en;q=0.8"));
        assertEquals(
                Map.of("name", "must not be longer than 255 characters"), fieldErrors(file("x".repeat(256)), "de"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"text\"", "{\"size\":\"many\"}", "{\"size\":1e99}", "{} {}"})
    void whatIsNotTheExpectedJsonIsRefused(String body) throws Exception {
        var request = Http.request(CLUSTER.first().uri().resolve("api/files"))
                .header("Cookie", ADMIN.cookie())
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
        Problems.expect(new ApiClient.Answer("POST " + body, Http.send(request.build())), 400);
    }

    @Test
    void otherFormsMethodsAndPathsAreProblemsToo() {
        Problems.expect(
                ADMIN.send("POST", "api/files", Optional.of(file(word)), Map.of("Content-Type", "text/plain")), 415);
        Problems.expect(ADMIN.send("PUT", "api/files", Optional.of(file(word)), Map.of()), 405);
        Problems.expect(ADMIN.get("api/files/none"), 404);
        Problems.expect(ADMIN.get("api/nothing"), 404);
    }

    @Test
    void aViewerReadsAndChangesNothing() {
        ApiClient viewer = CLUSTER.viewer();
        viewer.get("api/files").expect(200);
        assertEquals(
                "urn:roomcast:problem:read-only",
                Problems.expect(viewer.post("api/files", file(word)), 403).getString("type"));
    }

    @Test
    void aListCarriesThePositionFromBeforeItsRows() {
        long before = list("q=" + word).json().getJsonNumber("seq").longValueExact();
        String id = ADMIN.post("api/files", file(word)).expect(201).id();
        JsonObject after = Await.value("the position moves", Page.WITHIN, () -> Optional.of(
                        list("q=" + word).json())
                .filter(list -> list.getJsonNumber("seq").longValueExact() > before));
        assertEquals(1, after.getInt("total"));
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            JsonObject joined = page.join("files", before, after.getString("epoch"));
            assertTrue(joined.getBoolean("recovered"));
            assertTrue(page.change("files", id).isPresent(), "what came after the position is replayed");
        }
    }

    /** Databases and JSON take others; pages could not show them. */
    @Test
    void aTimeHasAYearOfFourDigits() {
        for (String odd : List.of("+10000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "-0500-01-01T00:00:00Z")) {
            JsonObject odder =
                    Json.createObjectBuilder(file("odd")).add("recordedAt", odd).build();
            assertEquals(
                    List.of("recordedAt"), List.copyOf(fieldErrors(odder, "en").keySet()), odd);
        }
        JsonObject old = Json.createObjectBuilder(file("old"))
                .add("recordedAt", "0001-01-01T00:00:00Z")
                .build();
        ADMIN.post("api/files", old).expect(201);
    }

    private static ApiClient.Answer list(String query) {
        return ADMIN.get("api/files?" + query);
    }

    private static List<String> names(ApiClient.Answer list) {
        return list.expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("name"))
                .toList();
    }

    private static Map<String, String> fieldErrors(JsonValue body, String language) {
        ApiClient.Answer answer =
                ADMIN.send("POST", "api/files", Optional.of(body), Map.of("Accept-Language", language));
        return Problems.expect(answer, 400).getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .collect(java.util.stream.Collectors.toMap(
                        error -> error.getString("field"), error -> error.getString("message")));
    }

    private static JsonObject file(String name) {
        return Json.createObjectBuilder().add("name", name).build();
    }

    private static String path(ApiClient.Answer created) {
        return "api/files/" + created.id();
    }

    private static Map<String, String> ifMatch(ApiClient.Answer seen) {
        return Map.of("If-Match", seen.header("etag").orElseThrow());
    }
}
