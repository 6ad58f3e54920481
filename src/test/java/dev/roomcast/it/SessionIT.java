package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signing in and out over REST, on any worker. */
class SessionIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient NOBODY = ApiClient.anonymous(CLUSTER.first());

    @Test
    void theCookieIsOutOfReachOfScriptsAndForeignPages() {
        String cookie = signIn(Cluster.ADMIN, Cluster.ADMIN_PASSWORD)
                .expect(204)
                .header("set-cookie")
                .orElseThrow();
        List<String> parts = List.of(cookie.split("; "));
        assertTrue(parts.get(0).matches("roomcast_session=[A-Za-z0-9_-]{32,}"), cookie);
        assertEquals(List.of("Path=/", "HttpOnly", "SameSite=Lax"), parts.subList(1, parts.size()));
    }

    @Test
    void behindTlsTheCookieIsSecure() {
        String cookie = NOBODY.send(
                        "POST",
                        "api/session",
                        Optional.of(credentials(Cluster.ADMIN, Cluster.ADMIN_PASSWORD)),
                        Map.of("X-Forwarded-Proto", "https"))
                .expect(204)
                .header("set-cookie")
                .orElseThrow();
        assertTrue(cookie.endsWith("; Secure"), cookie);
    }

    @Test
    void aWrongPasswordAndAnUnknownLoginSoundAlike() {
        JsonObject wrong = signIn("nobody.1", "wrong").expect(401).json();
        ApiClient.Answer admin = signIn(Cluster.ADMIN, "wrong");
        assertEquals(wrong, admin.expect(401).json());
        assertEquals("urn:roomcast:problem:wrong-login", wrong.getString("type"));
        assertFalse(admin.header("set-cookie").isPresent());
        Problems.expect(admin, 401);
        signIn(Cluster.ADMIN, Cluster.ADMIN_PASSWORD).expect(204);
    }

    /** Nobody may fill the server's memory before they have even signed in. */
    @Test
    void aLoginWithoutAnEndIsNotReadToItsEnd() {
        Problems.expect(signIn("x".repeat(70_000), "guess"), 413);
        ApiClient viewer = CLUSTER.viewer();
        JsonObject endless = Json.createObjectBuilder()
                .add("current", "x".repeat(70_000))
                .add("password", "another password")
                .build();
        Problems.expect(viewer.post("api/session/password", endless), 413);
        Problems.expect(NOBODY.post("api/session", Json.createArrayBuilder().build()), 400);
        String deep = "{\"login\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        Problems.expect(NOBODY.send("POST", "api/session", deep, Map.of()), 400);
        Problems.expect(signIn("a\u0000b", "guess"), 400);
    }

    @Test
    void whoTriesTooOftenHasToWait() {
        // More often than the four that are free: on a slow machine the first waits are over before the next attempt.
        ApiClient.Answer refused = signIn("nobody.2", "guess");
        for (int attempt = 0; attempt < 15 && refused.status() == 401; attempt++) {
            refused = signIn("nobody.2", "guess " + attempt);
        }
        refused.expect(429);
        assertTrue(Integer.parseInt(refused.header("retry-after").orElseThrow()) >= 1);
    }

    @Test
    void everyWorkerKnowsWhoOneIs() {
        ApiClient admin = CLUSTER.admin();
        for (Worker worker : List.of(CLUSTER.first(), CLUSTER.second())) {
            JsonObject self = admin.on(worker).get("api/session").expect(200).json();
            assertEquals("admin", self.getString("login"));
            assertEquals("administrator", self.getString("role"));
            assertEquals("en", self.getString("language"));
        }
        Problems.expect(NOBODY.get("api/session"), 401);
    }

    @Test
    void afterSigningOutNoWorkerKnowsTheSession() {
        ApiClient admin = CLUSTER.admin();
        ApiClient there = admin.on(CLUSTER.second());
        there.get("api/files").expect(200);
        String cleared =
                admin.delete("api/session").expect(204).header("set-cookie").orElseThrow();
        assertTrue(cleared.startsWith("roomcast_session=;"), cleared);
        assertTrue(cleared.endsWith("Max-Age=0"), cleared);
        Problems.expect(admin.get("api/files"), 401);
        Await.until(
                "the other worker forgets it",
                Page.WITHIN,
                () -> there.get("api/files").status() == 401);
        NOBODY.delete("api/session").expect(204);
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        ApiClient before = CLUSTER.admin();
        before.post("api/session", credentials(Cluster.ADMIN, Cluster.ADMIN_PASSWORD))
                .expect(204);
        before.get("api/session").expect(401);
    }

    @Test
    void whoIsNotSignedInIsSentToTheSignInPage() {
        assertEquals(
                "/sign-in.html?next=files.html",
                NOBODY.get("files.html")
                        .expect(302)
                        .header("location")
                        .orElseThrow()
                        .replaceFirst("^http://[^/]+", ""));
        Problems.expect(NOBODY.get("api/files"), 401);
        NOBODY.get("sign-in.html").expect(200);
    }

    @Test
    void changesFromForeignPagesAreRefused() {
        ApiClient.Answer refused = CLUSTER.admin()
                .send(
                        "POST",
                        "api/files",
                        Optional.of(JsonObject.EMPTY_JSON_OBJECT),
                        Map.of("Origin", "https://evil.example"));
        Problems.expect(refused, 403);
    }

    private static ApiClient.Answer signIn(String login, String password) {
        return NOBODY.post("api/session", credentials(login, password));
    }

    private static JsonObject credentials(String login, String password) {
        return Json.createObjectBuilder()
                .add("login", login)
                .add("password", password)
                .build();
    }
}
