package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users may do by their roles and passwords, and how soon a change of that holds on pages that are open. */
class RightsIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient NOBODY = ApiClient.anonymous(CLUSTER.first());
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final String PASSWORD = "a long enough password";
    private static final String CHOSEN = "another password of one's own";

    /** A user who has been through the first change of the password. */
    private record Person(String id, String login, ApiClient client) {}

    private static JsonObject credentials(String login, String password) {
        return Json.createObjectBuilder()
                .add("login", login)
                .add("password", password)
                .build();
    }

    private static String create(ApiClient admin, String login, String role) {
        return admin.post(
                        "api/users",
                        Json.createObjectBuilder()
                                .add("login", login)
                                .add("fullName", "Someone " + login)
                                .add("role", role)
                                .add("password", PASSWORD)
                                .build())
                .expect(201)
                .id();
    }

    private static Person person(ApiClient admin, String role) {
        String login = "person." + NEXT.getAndIncrement();
        String id = create(admin, login, role);
        ApiClient first = ApiClient.signIn(CLUSTER.first(), login, PASSWORD);
        first.post("api/session/password", newPassword(PASSWORD, CHOSEN)).expect(204);
        return new Person(id, login, ApiClient.signIn(CLUSTER.first(), login, CHOSEN));
    }

    private static JsonObject newPassword(String current, String password) {
        return Json.createObjectBuilder()
                .add("current", current)
                .add("password", password)
                .build();
    }

    private static void patch(ApiClient admin, Person person, String field, boolean value) {
        patch(admin, person, Json.createObjectBuilder().add(field, value).build());
    }

    private static void patch(ApiClient admin, Person person, JsonObject patch) {
        admin.send("PATCH", "api/users/" + person.id(), Optional.of(patch), Map.of())
                .expect(200);
    }

    @Test
    void aNewRoleHoldsOnAllOpenPagesAtOnce() {
        ApiClient admin = CLUSTER.admin();
        Person person = person(admin, "viewer");
        try (Page here = Page.open(person.client(), CLUSTER.first());
                Page there = Page.open(person.client(), CLUSTER.second())) {
            assertFalse(here.join("users").getBoolean("ok"));
            patch(
                    admin,
                    person,
                    Json.createObjectBuilder().add("role", "administrator").build());
            here.awaitClosed();
            there.awaitClosed();
        }
        try (Page here = Page.open(person.client(), CLUSTER.first());
                Page there = Page.open(person.client(), CLUSTER.second())) {
            assertTrue(here.join("users").getBoolean("ok"));
            assertTrue(there.join("users").getBoolean("ok"));
            person.client().get("api/users").expect(200);
            person.client().on(CLUSTER.second()).get("api/users").expect(200);
            patch(
                    admin,
                    person,
                    Json.createObjectBuilder().add("role", "editor").build());
            here.awaitClosed();
            there.awaitClosed();
        }
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            Problems.expect(person.client().on(worker).get("api/users"), 403);
            try (Page page = Page.open(person.client(), worker)) {
                assertEquals("forbidden", page.join("users").getString("error"));
            }
        }
    }

    /** Each takes the role from the other at the same moment: if both succeeded, the last administrators could go so. */
    @Test
    void ofTwoAdministratorsWhoDemoteEachOtherOneRemains() {
        ApiClient admin = CLUSTER.admin();
        Person one = person(admin, "administrator");
        Person other = person(admin, "administrator");
        JsonObject viewer = Json.createObjectBuilder().add("role", "viewer").build();
        JsonObject administrator =
                Json.createObjectBuilder().add("role", "administrator").build();
        for (int round = 0; round < 15; round++) {
            List<CompletableFuture<ApiClient.Answer>> answers = List.of(
                    demotion(one.client().on(CLUSTER.first()), other, viewer),
                    demotion(other.client().on(CLUSTER.second()), one, viewer));
            List<Integer> statuses = answers.stream()
                    .map(answer -> answer.join().status())
                    .sorted()
                    .toList();
            assertTrue(List.of(List.of(200, 403), List.of(200, 409)).contains(statuses), statuses.toString());
            patch(admin, one, administrator);
            patch(admin, other, administrator);
            Await.until("both are administrators again", SOON, () -> Stream.of(one, other)
                    .allMatch(person -> Stream.of(CLUSTER.first(), CLUSTER.second())
                            .allMatch(worker ->
                                    person.client().on(worker).get("api/users").status() == 200)));
        }
    }

    private static CompletableFuture<ApiClient.Answer> demotion(ApiClient by, Person of, JsonObject patch) {
        return CompletableFuture.supplyAsync(
                () -> by.send("PATCH", "api/users/" + of.id(), Optional.of(patch), Map.of()));
    }

    @Test
    void deactivatingAUserEndsTheirPagesAndSessionsEverywhere() {
        ApiClient admin = CLUSTER.admin();
        Person person = person(admin, "editor");
        ApiClient second = ApiClient.signIn(CLUSTER.second(), person.login(), CHOSEN);
        try (Page here = Page.open(person.client(), CLUSTER.first());
                Page there = Page.open(person.client(), CLUSTER.second());
                Page other = Page.open(second, CLUSTER.second())) {
            patch(admin, person, "active", false);
            here.awaitClosed();
            there.awaitClosed();
            other.awaitClosed();
        }
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            Problems.expect(person.client().on(worker).get("api/files"), 401);
            assertEquals(
                    403,
                    Page.handshakeStatus(
                            worker, Map.of("Cookie", person.client().cookie())));
        }
        NOBODY.post("api/session", credentials(person.login(), CHOSEN)).expect(401);
    }

    @Test
    void deletingAUserEndsTheirPages() {
        ApiClient admin = CLUSTER.admin();
        Person person = person(admin, "editor");
        try (Page there = Page.open(person.client(), CLUSTER.second())) {
            admin.delete("api/users/" + person.id()).expect(204);
            there.awaitClosed();
        }
        Problems.expect(person.client().on(CLUSTER.second()).get("api/files"), 401);
    }

    @Test
    void aPasswordThatSomeoneElseHasSetMustBeChangedBeforeAnythingElse() {
        ApiClient admin = CLUSTER.admin();
        String login = "person." + NEXT.getAndIncrement();
        create(admin, login, "editor");
        ApiClient person = ApiClient.signIn(CLUSTER.first(), "  " + login.toUpperCase(Locale.ROOT), PASSWORD);
        ApiClient elsewhere = ApiClient.signIn(CLUSTER.second(), login, PASSWORD);
        assertTrue(person.get("api/session").expect(200).json().getBoolean("mustChangePassword"));
        JsonObject problem = Problems.expect(person.get("api/files"), 403);
        assertEquals("urn:roomcast:problem:password-change-required", problem.getString("type"));
        person.get("api/sync/config").expect(200);
        assertTrue(person.get("files.html?q=a")
                .expect(302)
                .header("location")
                .orElseThrow()
                .endsWith("/password.html?next=files.html%3Fq%3Da"));
        assertEquals(403, Page.handshakeStatus(CLUSTER.first(), Map.of("Cookie", person.cookie())));

        assertEquals("current", fieldAtFault(person.post("api/session/password", newPassword("wrong", CHOSEN)), 403));
        assertEquals(
                "password", fieldAtFault(person.post("api/session/password", newPassword(PASSWORD, "short")), 400));
        assertEquals(
                "password", fieldAtFault(person.post("api/session/password", newPassword(PASSWORD, PASSWORD)), 400));
        String cookie = person.post("api/session/password", newPassword(PASSWORD, CHOSEN))
                .expect(204)
                .header("set-cookie")
                .orElseThrow()
                .split(";", 2)[0];
        assertFalse(cookie.equals(person.cookie()), "a new token");
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            Await.until(
                    "the former token is nobody's",
                    SOON,
                    () -> person.on(worker).get("api/session").status() == 401);
            Await.until(
                    "the other session has ended",
                    SOON,
                    () -> elsewhere.on(worker).get("api/session").status() == 401);
        }
        Map<String, String> renewed = Map.of("Cookie", cookie);
        assertFalse(NOBODY.get("api/session", renewed).expect(200).json().getBoolean("mustChangePassword"));
        NOBODY.get("api/files", renewed).expect(200);
        assertEquals(101, Page.handshakeStatus(CLUSTER.second(), renewed));
        NOBODY.post("api/session", credentials(login, PASSWORD)).expect(401);
        NOBODY.post("api/session", credentials(login, CHOSEN)).expect(204);
    }

    /** The check of a password takes a while, and many wait for theirs: meanwhile it may be somebody else's. */
    @Test
    void aSignInThatBeganWithTheFormerPasswordOpensNothing() {
        ApiClient admin = CLUSTER.admin().on(CLUSTER.second());
        Person person = person(admin, "viewer");
        List<CompletableFuture<ApiClient.Answer>> begun = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> NOBODY.send(
                        "POST",
                        "api/session",
                        Optional.of(credentials(person.login(), CHOSEN)),
                        Map.of("X-Forwarded-For", "203.0.113." + i))))
                .toList();
        patch(
                admin,
                person,
                Json.createObjectBuilder().add("password", "stolen no more").build());
        for (CompletableFuture<ApiClient.Answer> one : begun) {
            one.join()
                    .header("set-cookie")
                    .map(cookie -> cookie.split(";", 2)[0])
                    .ifPresent(cookie -> Await.until(
                            "the session is over",
                            SOON,
                            () -> NOBODY.get("api/session", Map.of("Cookie", cookie))
                                            .status()
                                    == 401));
        }
    }

    private static String fieldAtFault(ApiClient.Answer answer, int status) {
        return Problems.expect(answer, status)
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("field");
    }

    @ParameterizedTest
    @CsvSource({
        "api/files,         200, 200, 200, 403, 201, 201",
        "api/categories,    200, 200, 200, 403, 201, 201",
        "api/registrators,  200, 200, 200, 403, 201, 201",
        "api/people,        200, 200, 200,   0,   0,   0",
        "api/home,          200, 200, 200,   0,   0,   0",
        "api/groups,        403, 403, 200, 403, 403, 201",
        "api/users,         403, 403, 200, 403, 403, 400",
        "api/admin/settings,403, 403, 200,   0,   0,   0"
    })
    void whoMayReadAndAdd(
            String path, int viewer, int editor, int administrator, int viewerAdds, int editorAdds, int adminAdds) {
        ApiClient admin = CLUSTER.admin();
        List<ApiClient> people = List.of(
                person(admin, "viewer").client(), person(admin, "editor").client(), admin);
        List<Integer> reads = List.of(viewer, editor, administrator);
        List<Integer> adds = List.of(viewerAdds, editorAdds, adminAdds);
        for (int i = 0; i < people.size(); i++) {
            people.get(i).get(path).expect(reads.get(i));
            if (adds.get(i) != 0) {
                String name = "matrix " + NEXT.getAndIncrement();
                JsonObject record = Json.createObjectBuilder()
                        .add("name", name)
                        .add("serialNumber", name)
                        .build();
                people.get(i).post(path, record).expect(adds.get(i));
            }
        }
    }

    @Test
    void manySessionsOfAUserMakeRoomForTheNewest() {
        ApiClient admin = CLUSTER.admin();
        Person person = person(admin, "viewer");
        CLUSTER.sql("update app_session set seen_at = dateadd(hour, -1, seen_at) where user_id = " + person.id());
        CLUSTER.sql("insert into app_session (id, token_hash, user_id, created_at, seen_at, expires_at)"
                + " select 'many.' || x, 'many." + person.id() + ".' || x, " + person.id()
                + ", now(), now(), dateadd(day, 1, now()) from system_range(1, 60)");
        ApiClient newest = ApiClient.signIn(CLUSTER.first(), person.login(), CHOSEN);
        newest.get("api/session").expect(200);
        Problems.expect(person.client().get("api/session"), 401);
        assertEquals(50, CLUSTER.sql("update app_session set seen_at = seen_at where user_id = " + person.id()));
    }

    @Test
    void aLoginUnderAttackFromManyAddressesStaysOpenToItsOwner() {
        ApiClient admin = CLUSTER.admin();
        Person person = person(admin, "viewer");
        int refused = 0;
        for (int i = 0; i < 14; i++) {
            ApiClient.Answer answer = NOBODY.send(
                    "POST",
                    "api/session",
                    Optional.of(credentials(person.login(), "guess " + i)),
                    Map.of("X-Forwarded-For", "198.51.100." + i));
            refused += answer.status() == 429 ? 1 : 0;
        }
        assertTrue(refused > 0, "nobody was slowed down");
        NOBODY.post("api/session", credentials(person.login(), CHOSEN)).expect(204);
    }

    @Test
    void neitherPasswordsNorTokensReachTheLog() {
        ApiClient admin = CLUSTER.admin();
        String login = "person." + NEXT.getAndIncrement();
        create(admin, login, "viewer");
        ApiClient person = ApiClient.signIn(CLUSTER.first(), login, PASSWORD);
        NOBODY.post("api/session", credentials(login, "a wrong password")).expect(401);
        person.post("api/session/password", newPassword(PASSWORD, CHOSEN)).expect(204);
        NOBODY.send("POST", "api/session", Optional.of(Json.createValue(PASSWORD)), Map.of())
                .expect(400);
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            String log = worker.log();
            for (String secret : List.of(
                    Cluster.ADMIN_PASSWORD,
                    PASSWORD,
                    CHOSEN,
                    "a wrong password",
                    person.cookie().split("=", 2)[1],
                    admin.cookie().split("=", 2)[1])) {
                assertFalse(log.contains(secret), "a secret is in the log");
            }
        }
    }
}
