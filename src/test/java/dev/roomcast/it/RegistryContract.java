package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The five topics of the registry over REST, the same on every server and every database. Each test knows its records by a
 * word of its own.
 */
abstract class RegistryContract {
    private final ApiClient admin;
    private final ApiClient editor;
    private final ApiClient viewer;
    private final Worker first;
    private final Worker second;
    private final String word = UUID.randomUUID().toString().substring(0, 8);

    RegistryContract(Crew crew) {
        admin = crew.admin();
        editor = crew.editor();
        viewer = crew.viewer();
        first = crew.first();
        second = crew.second();
    }

    /** The topics, and how they differ. */
    enum Topic {
        FILES("name", "", "name type size pinned category registrator owner recorded uploaded created changed"),
        GROUPS("name", "name", "name created changed"),
        CATEGORIES("name", "name", "name retention active created changed"),
        REGISTRATORS("name", "serialNumber", "name serial user active created changed"),
        USERS("fullName", "login", "login name group role active created changed");

        /** The field that names a record. */
        final String name;

        /** The field that no two records share; empty where they may. */
        final String unique;

        final List<String> sorts;

        Topic(String name, String unique, String sorts) {
            this.name = name;
            this.unique = unique;
            this.sorts = List.of(sorts.split(" "));
        }

        String path() {
            return "api/" + topic();
        }

        String topic() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        boolean forAdministrators() {
            return this == USERS || this == GROUPS;
        }

        /** A record of which only what is demanded is written. */
        JsonObject draft(String called) {
            JsonObjectBuilder draft = Json.createObjectBuilder().add(name, called);
            if (this == REGISTRATORS) {
                draft.add("serialNumber", called);
            }
            if (this == USERS) {
                draft.add("login", called.replace(' ', '.')).add("password", Cluster.ADMIN_PASSWORD);
            }
            return draft.build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void createdReadEditedAndDeleted(Topic topic) {
        ApiClient.Answer created =
                admin.post(topic.path(), topic.draft(word + " first")).expect(201);
        String path = path(topic, created);
        assertTrue(created.header("location").orElseThrow().endsWith(path));
        assertEquals("admin", created.json().getString("createdBy"));
        assertEquals(created.json(), admin.on(second).get(path).expect(200).json());

        JsonObject edited = admin.put(path, topic.draft(word + " second"), ifMatch(created))
                .expect(200)
                .json();
        assertEquals(word + " second", edited.getString(topic.name));
        assertEquals(created.json().getInt("version") + 1, edited.getInt("version"));
        JsonObject patch =
                Json.createObjectBuilder().add(topic.name, word + " third").build();
        JsonObject patched = patch(path, patch).expect(200).json();
        assertEquals(word + " third", patched.getString(topic.name));
        edited.keySet().stream()
                .filter(field -> !Set.of(topic.name, "version", "changedAt").contains(field))
                .forEach(field -> assertEquals(edited.get(field), patched.get(field), field));

        Problems.expect(admin.put(path, topic.draft(word), ifMatch(created)), 412);
        Problems.expect(admin.send("DELETE", path, Optional.empty(), ifMatch(created)), 412);
        admin.delete(path).expect(204);
        Problems.expect(admin.get(path), 404);
        Problems.expect(admin.delete(path), 404);
    }

    @ParameterizedTest
    @EnumSource
    void listsAreSearchedSortedAndByThePage(Topic topic) {
        List<String> named = List.of(word + " b", word + " A", word + " c");
        named.forEach(called -> admin.post(topic.path(), topic.draft(called)).expect(201));
        List<String> sorted = List.of(word + " A", word + " b", word + " c");
        assertEquals(sorted, names(topic, "sort=name&q=" + word));
        assertEquals(List.of(word + " c", word + " b", word + " A"), names(topic, "sort=-name&q=" + word));
        assertEquals(named, names(topic, "sort=created&q=" + word));
        assertEquals(List.of(word + " A"), names(topic, "q=" + word.toUpperCase(java.util.Locale.ROOT) + "%20a"));
        assertEquals(List.of(word + " c"), names(topic, "size=2&page=1&sort=name&q=" + word));
        assertEquals(
                3, list(topic, "size=2&page=1&q=" + word).expect(200).json().getInt("total"));
        for (String sort : topic.sorts) {
            assertEquals(3, names(topic, "q=" + word + "&sort=" + sort).size(), sort);
            assertEquals(3, names(topic, "q=" + word + "&sort=-" + sort).size(), sort);
        }
        assertEquals(
                "The parameter sort is not as it must be.",
                Problems.expect(list(topic, "sort=password"), 400).getString("detail"));
    }

    @ParameterizedTest
    @EnumSource
    void aListThatIsTheSameIsNotSentAgain(Topic topic) {
        admin.post(topic.path(), topic.draft(word + " first")).expect(201);
        // The position is that of the last event, which may be under way still.
        String tag = Await.value("the list is at rest", Page.WITHIN, () -> {
            String first = list(topic, "q=" + word).header("etag").orElseThrow();
            ApiClient.Answer again = admin.get(topic.path() + "?q=" + word, Map.of("If-None-Match", first));
            return again.status() == 304 ? Optional.of(first) : Optional.empty();
        });
        admin.post(topic.path(), topic.draft(word + " second")).expect(201);
        ApiClient.Answer other = admin.get(topic.path() + "?q=" + word, Map.of("If-None-Match", tag))
                .expect(200);
        assertNotEquals(tag, other.header("etag").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "\"abc", "W/abc", ",", ""})
    void whoSendsATagThatIsNoneGetsTheWholeList(String tag) {
        admin.get(Topic.FILES.path(), Map.of("If-None-Match", tag)).expect(200);
    }

    @ParameterizedTest
    @EnumSource
    void theSwitchIsTurned(Topic topic) {
        ApiClient.Answer created =
                admin.post(topic.path(), topic.draft(word + " first")).expect(201);
        String toggle = path(topic, created) + "/toggle";
        if (topic == Topic.GROUPS) {
            Problems.expect(admin.post(toggle), 405);
            return;
        }
        String field = topic == Topic.FILES ? "pinned" : "active";
        boolean before = created.json().getBoolean(field);
        assertEquals(!before, admin.post(toggle).expect(200).json().getBoolean(field));
        assertEquals(List.of(word + " first"), names(topic, "q=" + word + "&" + field + "=" + !before));
        assertEquals(List.of(), names(topic, "q=" + word + "&" + field + "=" + before));
        Problems.expect(list(topic, field + "=perhaps"), 400);
        Problems.expect(admin.send("POST", toggle, Optional.empty(), ifMatch(created)), 412);
    }

    @ParameterizedTest
    @EnumSource(names = "FILES", mode = EnumSource.Mode.EXCLUDE)
    void whatMustBeUniqueIsAConflictThatNamesTheField(Topic topic) {
        admin.post(topic.path(), topic.draft(word + " taken")).expect(201);
        ApiClient.Answer other =
                admin.post(topic.path(), topic.draft(word + " other")).expect(201);
        assertEquals(
                Set.of(topic.unique),
                fieldErrors(admin.post(topic.path(), topic.draft(word + " taken")), 409)
                        .keySet());
        assertEquals(
                Map.of(topic.unique, "is taken already"),
                fieldErrors(admin.put(path(topic, other), topic.draft(word + " taken"), Map.of()), 409));
        admin.put(path(topic, other), topic.draft(word + " other"), Map.of()).expect(200);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotTheExpectedJsonIsRefused(Topic topic) {
        for (String body : List.of("[]", "null", "\"text\"", "{\"" + topic.name + "\":[]}")) {
            JsonValue value = Json.createReader(new java.io.StringReader(body)).readValue();
            Problems.expect(admin.post(topic.path(), value), 400);
        }
        assertTrue(fieldErrors(admin.post(topic.path(), topic.draft(" ")), 400).containsKey(topic.name));
        Problems.expect(admin.post(topic.path(), topic.draft("x".repeat(70_000))), 413);
    }

    @ParameterizedTest
    @EnumSource
    void rolesAreEnforced(Topic topic) {
        String path = path(
                topic, admin.post(topic.path(), topic.draft(word + " first")).expect(201));
        int reading = topic.forAdministrators() ? 403 : 200;
        for (ApiClient person : List.of(viewer, editor)) {
            person.get(topic.path() + "?q=" + word).expect(reading);
            person.get(path).expect(reading);
        }
        refused(viewer, topic, path);
        if (topic.forAdministrators()) {
            refused(editor, topic, path);
            assertEquals(
                    "urn:roomcast:problem:forbidden",
                    Problems.expect(editor.get(path), 403).getString("type"));
        } else {
            editor.post(path + "/toggle").expect(200);
            editor.delete(path).expect(204);
        }
        Problems.expect(ApiClient.anonymous(first).get(topic.path()), 401);
    }

    private void refused(ApiClient person, Topic topic, String path) {
        Problems.expect(person.post(topic.path(), topic.draft(word)), 403);
        Problems.expect(person.put(path, topic.draft(word), Map.of()), 403);
        Problems.expect(person.send("PATCH", path, Optional.of(topic.draft(word)), Map.of()), 403);
        Problems.expect(person.post(path + "/toggle"), 403);
        Problems.expect(person.delete(path), 403);
    }

    @ParameterizedTest
    @EnumSource
    void aJoinedPageHearsOfEveryChange(Topic topic) {
        try (Page page = Page.open(admin, second)) {
            page.join(topic.topic());
            ApiClient.Answer created =
                    admin.post(topic.path(), topic.draft(word + " first")).expect(201);
            String path = path(topic, created);
            admin.send("PUT", path, Optional.of(topic.draft(word + " second")), Map.of("Sync-Origin", "tab-1"))
                    .expect(200);
            admin.post(path + "/toggle");
            admin.delete(path).expect(204);
            JsonObject last = page.await(
                            topic.topic() + ":changed",
                            one -> one.object().getString("id").equals(created.id())
                                    && one.object().getString("reason").equals("deleted"))
                    .object();
            assertEquals(word + " second", last.getJsonObject("data").getString("name"));
            List<JsonObject> heard = page.changes(topic.topic()).stream()
                    .filter(change -> change.getString("id").equals(created.id()))
                    .toList();
            List<String> reasons =
                    heard.stream().map(change -> change.getString("reason")).toList();
            assertEquals(
                    topic == Topic.GROUPS
                            ? List.of("added", "updated", "deleted")
                            : List.of("added", "updated", "toggled", "deleted"),
                    reasons);
            assertEquals("tab-1", heard.get(1).getJsonObject("data").getString("origin"));
        }
    }

    @Test
    void aFileShowsWhatItRefersTo() {
        String group = create(Topic.GROUPS, "group");
        String owner = id(admin.post("api/users", with(Topic.USERS.draft(word + " owner"), "groupId", group)));
        String category = create(Topic.CATEGORIES, "category");
        String registrator = id(
                admin.post("api/registrators", with(Topic.REGISTRATORS.draft(word + " registrator"), "userId", owner)));
        JsonObject draft = Json.createObjectBuilder(Topic.FILES.draft(word + " file"))
                .add("categoryId", Long.parseLong(category))
                .add("registratorId", Long.parseLong(registrator))
                .add("ownerId", Long.parseLong(owner))
                .add("recordedAt", "2026-02-03T04:05:06.789Z")
                .add("mediaType", "Image/PNG")
                .build();
        JsonObject file = admin.post("api/files", draft).expect(201).json();
        assertEquals(word + " category", file.getJsonObject("category").getString("name"));
        assertEquals("#64748b", file.getJsonObject("category").getString("colour"));
        assertEquals(word + " registrator", file.getJsonObject("registrator").getString("name"));
        assertEquals(word + ".owner", file.getJsonObject("owner").getString("login"));
        assertEquals("2026-02-03T04:05:06.789Z", file.getString("recordedAt"));
        assertEquals(JsonValue.NULL, file.get("uploadedAt"));
        admin.post("api/files", Topic.FILES.draft(word + " other")).expect(201);
        for (String filter : List.of("category=" + category, "registrator=" + registrator, "owner=" + owner)) {
            assertEquals(List.of(word + " file"), names(Topic.FILES, filter));
            assertEquals(List.of(word + " file"), names(Topic.FILES, "q=" + word + "&sort=-category&" + filter));
        }
        assertEquals(List.of(word + " file"), names(Topic.FILES, "type=image&q=" + word));
        assertEquals(
                file,
                list(Topic.FILES, "category=" + category)
                        .json()
                        .getJsonArray("items")
                        .get(0));
        for (String sort : List.of("category", "registrator", "owner")) {
            assertEquals(2, names(Topic.FILES, "q=" + word + "&sort=" + sort).size(), sort);
        }
        assertEquals(List.of(word + " registrator"), names(Topic.REGISTRATORS, "user=" + owner));
        assertEquals(List.of(word + " owner"), names(Topic.USERS, "group=" + group));
        assertEquals(List.of(word + " owner"), names(Topic.USERS, "role=viewer&q=" + word));
        inUse("api/groups/" + group, "1 user refers to it.", "users");
        inUse("api/users/" + owner, "1 file and 1 registrator refer to it.", "files", "registrators");
        inUse("api/categories/" + category, "1 file refers to it.", "files");
        inUse("api/registrators/" + registrator, "1 file refers to it.", "files");
        patch("api/files/" + file.get("id"), "{\"categoryId\":null}").expect(200);
        admin.delete("api/categories/" + category).expect(204);
    }

    private void inUse(String path, String words, String... topics) {
        JsonObject problem = Problems.expect(admin.delete(path), 409);
        assertEquals("urn:roomcast:problem:in-use", problem.getString("type"));
        assertEquals(words, problem.getString("detail"));
        JsonArray references = problem.getJsonArray("references");
        assertEquals(
                List.of(topics),
                references.getValuesAs(JsonObject.class).stream()
                        .map(one -> one.getString("topic"))
                        .toList());
        assertEquals(1, references.getJsonObject(0).getInt("count"));
        assertEquals(1, references.getJsonObject(0).getJsonArray("examples").size());
    }

    @ParameterizedTest
    @CsvSource({
        "files,categoryId",
        "files,registratorId",
        "files,ownerId",
        "registrators,userId",
        "users,groupId",
    })
    void aReferenceToNothingNamesTheField(String topic, String field) {
        Topic one = Topic.valueOf(topic.toUpperCase(java.util.Locale.ROOT));
        ApiClient.Answer answer = admin.post(one.path(), with(one.draft(word + " first"), field, "999999999"));
        assertEquals(Map.of(field, "does not exist"), fieldErrors(answer, 400));
    }

    @Test
    void aNewFileIsOnesOwn() {
        JsonObject file =
                editor.post("api/files", Topic.FILES.draft(word)).expect(201).json();
        assertEquals("editor", file.getJsonObject("owner").getString("login"));
        JsonObject nobodys = patch("api/files/" + file.get("id"), "{\"ownerId\":null}")
                .expect(200)
                .json();
        assertEquals(JsonValue.NULL, nobodys.get("owner"));
    }

    @Test
    void whoShowsANameHearsThatItHasChanged() {
        String group = create(Topic.GROUPS, "group");
        String owner = id(admin.post("api/users", with(Topic.USERS.draft(word + " owner"), "groupId", group)));
        admin.post("api/files", with(Topic.FILES.draft(word + " file"), "ownerId", owner))
                .expect(201);
        try (Page page = Page.open(admin, second)) {
            List.of("files", "users", "registrators").forEach(page::join);
            patch("api/groups/" + group, "{\"description\":\"the name stays\"}").expect(200);
            patch("api/groups/" + group, "{\"name\":\"" + word + " renamed\"}").expect(200);
            page.await("users:changed", heard -> cause(heard).equals("groups"));
            patch("api/users/" + owner, "{\"fullName\":\"" + word + " renamed\"}")
                    .expect(200);
            JsonObject change = page.await(
                            "files:changed", heard -> cause(heard).equals("users"))
                    .object();
            assertEquals("", change.getString("id"));
            assertEquals("updated", change.getString("reason"));
            admin.post("api/registrators", Topic.REGISTRATORS.draft(word + " last"))
                    .expect(201);
            page.await("registrators:changed", any -> true);
            assertEquals(
                    1,
                    page.changes("users").stream()
                            .filter(one -> one.getJsonObject("data").containsKey("cause"))
                            .count());
            assertTrue(
                    page.changes("registrators").stream()
                            .noneMatch(one -> one.getJsonObject("data").containsKey("cause")),
                    "no registrator is this user's");
        }
    }

    private static String cause(Page.Heard heard) {
        return heard.object().getJsonObject("data").getString("cause", "");
    }

    @Test
    void peopleAreThoseWhoMayBeChosen() {
        create(Topic.USERS, "zoe");
        String adam = create(Topic.USERS, "Adam");
        String path = "api/people?q=" + word;
        assertEquals(List.of(word + " Adam", word + " zoe"), people(path));
        admin.post("api/users/" + adam + "/toggle").expect(200);
        assertEquals(List.of(word + " zoe"), people(path));
        Problems.expect(viewer.get("api/people?q=" + "x".repeat(201)), 400);
    }

    private List<String> people(String path) {
        return viewer.get(path).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(one -> one.getString("fullName"))
                .toList();
    }

    @Test
    void tokensAndTheirEventsAreTheSameEverywhere() {
        JsonObject draft = Json.createObjectBuilder()
                .add("name", word)
                .add("topics", Json.createArrayBuilder(List.of("files")))
                .add("rooms", Json.createArrayBuilder(List.of("*")))
                .add("expiresAt", "2099-01-01T00:00:00Z")
                .build();
        JsonObject made = admin.post("api/sync/tokens", draft).expect(201).json();
        assertEquals(made.getJsonObject("token"), tokens().findFirst().orElseThrow());
        assertEquals("2099-01-01T00:00:00Z", made.getJsonObject("token").getString("expiresAt"));
        Problems.expect(admin.post("api/sync/tokens", draft), 409);
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + made.getString("secret"));
        JsonObject event = Json.createObjectBuilder()
                .add("event", "files:changed")
                .add("reason", "added")
                .build();
        JsonObject seq = ApiClient.anonymous(second)
                .send("POST", "api/sync/events", Optional.of(event), bearer)
                .expect(202)
                .json()
                .getJsonObject("seq");
        assertTrue(seq.getJsonNumber("files").longValue() > 0);
        assertFalse(tokens().findFirst().orElseThrow().isNull("usedAt"));
        admin.delete("api/sync/tokens/" + made.getJsonObject("token").get("id")).expect(204);
        assertEquals(0, tokens().count());
        Problems.expect(ApiClient.anonymous(first).send("POST", "api/sync/events", Optional.of(event), bearer), 401);
    }

    private Stream<JsonObject> tokens() {
        return admin
                .get("api/sync/tokens")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(token -> token.getString("name").equals(word));
    }

    @Test
    void passwordsAreWrittenAndNeverRead() {
        JsonObject draft = Topic.USERS.draft(word + " Someone");
        ApiClient.Answer created = admin.post("api/users", draft).expect(201);
        assertFalse(created.json().containsKey("password"));
        assertTrue(created.json().getBoolean("mustChangePassword"));
        assertEquals(word + ".someone", created.json().getString("login"));
        ApiClient.signIn(first, word + ".SOMEONE", Cluster.ADMIN_PASSWORD);
        assertEquals(
                Map.of("password", "must have at least 8 characters"),
                fieldErrors(patch("api/users/" + created.id(), "{\"password\":\"short\"}"), 400));
        JsonObject without = Json.createObjectBuilder(draft)
                .remove("password")
                .add("login", word)
                .build();
        assertEquals(Map.of("password", "is missing"), fieldErrors(admin.post("api/users", without), 400));
        admin.put("api/users/" + created.id(), without, Map.of()).expect(200);
        ApiClient.signIn(first, word, Cluster.ADMIN_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"role\":\"editor\"}", "{\"active\":false}"})
    void anAdministratorStaysOne(String patch) {
        String self = names(Topic.USERS, "role=administrator").isEmpty() ? "" : "api/users/1";
        assertEquals(
                "urn:roomcast:problem:yourself",
                Problems.expect(patch(self, patch), 409).getString("type"));
        Problems.expect(admin.post(self + "/toggle"), 409);
        Problems.expect(admin.delete(self), 409);
        assertTrue(admin.get(self).json().getBoolean("active"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"toggle", "delete", "password"})
    void whoMayNoLongerBeSignedInIsNot(String how) {
        String id = create(Topic.USERS, "leaving");
        ApiClient leaving = ApiClient.signIn(first, word + ".leaving", Cluster.ADMIN_PASSWORD);
        String path = "api/users/" + id;
        assertNotEquals(401, leaving.on(second).get("api/files").status());
        switch (how) {
            case "toggle" -> admin.post(path + "/toggle").expect(200);
            case "delete" -> admin.delete(path).expect(204);
            default -> patch(path, "{\"password\":\"another one\"}").expect(200);
        }
        Stream.of(first, second)
                .forEach(worker -> Await.until(
                        "the session ends",
                        Page.WITHIN,
                        () -> leaving.on(worker).get("api/files").status() == 401));
    }

    private String create(Topic topic, String called) {
        return id(admin.post(topic.path(), topic.draft(word + " " + called)));
    }

    private static String id(ApiClient.Answer created) {
        return created.expect(201).id();
    }

    private static JsonObject with(JsonObject draft, String field, String id) {
        return Json.createObjectBuilder(draft).add(field, Long.parseLong(id)).build();
    }

    private ApiClient.Answer patch(String path, String json) {
        return patch(path, Json.createReader(new java.io.StringReader(json)).readObject());
    }

    private ApiClient.Answer patch(String path, JsonObject patch) {
        return admin.send("PATCH", path, Optional.of(patch), Map.of());
    }

    private ApiClient.Answer list(Topic topic, String query) {
        return admin.get(topic.path() + "?" + query);
    }

    private List<String> names(Topic topic, String query) {
        return list(topic, query).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString(topic.name))
                .toList();
    }

    private static Map<String, String> fieldErrors(ApiClient.Answer answer, int status) {
        return Problems.expect(answer, status).getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .collect(java.util.stream.Collectors.toMap(
                        error -> error.getString("field"), error -> ((JsonString) error.get("message")).getString()));
    }

    private static String path(Topic topic, ApiClient.Answer created) {
        return topic.path() + "/" + created.id();
    }

    private static Map<String, String> ifMatch(ApiClient.Answer seen) {
        return Map.of("If-Match", seen.header("etag").orElseThrow());
    }
}
