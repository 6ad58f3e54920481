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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is closed to nobody, to foreign pages, and to sessions that have ended. */
class SecurityIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient NOBODY = ApiClient.anonymous(CLUSTER.first());
    private static final Duration SOON = Duration.ofSeconds(20);

    private static JsonObject credentials(String login, String password) {
        return Json.createObjectBuilder()
                .add("login", login)
                .add("password", password)
                .build();
    }

    @Test
    void aPageWhoseSessionEndedWhileItsWorkerWasCutOffDoesNotOutliveTheOutage() {
        ApiClient admin = CLUSTER.admin();
        ApiClient leaving = CLUSTER.admin();
        try (Page page = Page.open(leaving, CLUSTER.second());
                Page stays = Page.open(admin, CLUSTER.second())) {
            CLUSTER.redis().pause();
            try {
                Await.until(
                        "the bus is down",
                        SOON,
                        () -> NOBODY.on(CLUSTER.second()).get("api/health/bus").status() == 503);
                // As a worker does whose own signal gets lost for good.
                String id = "select s.id from app_session s order by s.created_at desc fetch first 1 row only";
                assertEquals(1, CLUSTER.sql("delete from app_session where id = (" + id + ")"));
            } finally {
                CLUSTER.redis().resume();
            }
            page.awaitClosed();
            assertFalse(stays.closed());
        }
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example", "null", "http://127.0.0.1"})
    void pagesOfOtherOriginsNeitherChangeNorConnect(String origin) {
        ApiClient admin = CLUSTER.admin();
        JsonObject file = Json.createObjectBuilder().add("name", "x").build();
        Problems.expect(admin.send("POST", "api/files", Optional.of(file), Map.of("Origin", origin)), 403);
        Problems.expect(
                NOBODY.send(
                        "POST",
                        "api/session",
                        Optional.of(credentials(Cluster.ADMIN, Cluster.ADMIN_PASSWORD)),
                        Map.of("Origin", origin)),
                403);
        assertEquals(403, Page.handshakeStatus(CLUSTER.first(), Map.of("Cookie", admin.cookie(), "Origin", origin)));
    }

    @Test
    void behindAProxyThatEndsTlsInSilenceChangesSocketsAndTheSecureCookieAgree() {
        String origin = "https://127.0.0.1:" + CLUSTER.first().port();
        ApiClient.Answer signedIn = NOBODY.send(
                        "POST",
                        "api/session",
                        Optional.of(credentials(Cluster.ADMIN, Cluster.ADMIN_PASSWORD)),
                        Map.of("Origin", origin))
                .expect(204);
        assertTrue(signedIn.header("set-cookie").orElseThrow().endsWith("; Secure"));
        Map<String, String> headers = Map.of("Cookie", CLUSTER.admin().cookie(), "Origin", origin);
        assertEquals(101, Page.handshakeStatus(CLUSTER.first(), headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-in.html", "files.html", "api/files", "api/session", "api/nowhere", "js/sync.js"})
    void everyAnswerForbidsInlineScripts(String path) {
        for (ApiClient client : List.of(NOBODY, CLUSTER.admin())) {
            String policy = client.get(path).header("content-security-policy").orElseThrow();
            assertTrue(policy.contains("default-src 'self'"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "api/files",
                "api/files/1",
                "api/files/1/toggle",
                "api/files/1/content",
                "api/users",
                "api/groups",
                "api/categories",
                "api/registrators",
                "api/people",
                "api/home",
                "api/admin/settings",
                "api/session/password",
                "api/sync/config",
                "api/sync/status",
                "api/nowhere"
            })
    void everythingButSigningInAndHealthRefusesNobody(String path) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            Optional<jakarta.json.JsonValue> body = method.equals("GET") || method.equals("DELETE")
                    ? Optional.empty()
                    : Optional.of(JsonObject.EMPTY_JSON_OBJECT);
            Problems.expect(NOBODY.send(method, path, body, Map.of()), 401);
        }
    }

    @Test
    void theCharacterZeroIsRefusedInWords() {
        ApiClient admin = CLUSTER.admin();
        JsonObject name = Json.createObjectBuilder().add("name", "a\u0000b").build();
        Problems.expect(admin.post("api/files", name), 400);
        Problems.expect(admin.get("api/files?q=%00"), 400);
        Problems.expect(NOBODY.post("api/session", credentials("a\u0000", "b")), 400);
    }
}
