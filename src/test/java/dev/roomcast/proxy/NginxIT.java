package dev.roomcast.proxy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import dev.roomcast.browser.Browsers;
import dev.roomcast.browser.FilesPage;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.NodeProgram;
import dev.roomcast.it.Page;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the configuration in {@code server-config/nginx} promises, with three workers behind a real nginx. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NginxIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int AFTER_THE_OTHERS = Integer.MAX_VALUE - 1;
    private static final int LAST = Integer.MAX_VALUE;
    /** Addresses of this machine that are not the one by which nginx itself comes to the workers. */
    private static final String ELSEWHERE = "127.0.0.2";

    private static final String ELSEWHERE_TOO = "127.0.0.3";

    private static Site site;
    private static ApiClient admin;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        site = new Site();
        admin = site.admin();
        browsers = Browsers.launch();
    }

    @AfterAll
    static void end() {
        browsers.close();
        site.close();
    }

    @Test
    void theFilesOfTheComposeFileWorkAsWell() {
        try (ComposeNginx nginx =
                new ComposeNginx(List.of(site.worker(0).port(), site.worker(1).port()))) {
            ApiClient person = ApiClient.signIn(nginx.uri(), Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
            person.get("api/files").expect(200);
            assertTrue(Site.workerOf(PollingSession.open(person).sid()) < 2);
        }
    }

    /** By the sid alone: the cookie that goes along is the sign-in's, and all have the same. */
    @Test
    void everyRequestOfAPollingSessionFindsItsWorker() {
        List<PollingSession> sessions = new ArrayList<>();
        List<Page> pages = new ArrayList<>();
        try {
            Await.until("sessions on all workers", SOON, () -> {
                sessions.add(PollingSession.open(admin));
                // It stays on the worker that had the fewest, so that the next session begins on another.
                pages.addAll(openPages(1));
                return sessions.stream()
                                .map(one -> Site.workerOf(one.sid()))
                                .distinct()
                                .count()
                        == Site.WORKERS;
            });
            sessions.forEach(session -> session.say("40").expect(200));
            sessions.forEach(
                    session -> assertTrue(session.poll().expect(200).body().contains("40{\"sid\"")));
        } finally {
            pages.forEach(Page::close);
        }
    }

    @Test
    void aSidOfNobodyGetsTheAnswerThatMakesTheClientConnectAnew() {
        for (String sid : List.of("w9.abcdefghijklmnopqrst", "w1.abcdefghijklmnopqrst", "abcdefghijklmnopqrst")) {
            assertUnknown(admin.get("socket.io/?EIO=4&transport=polling&sid=" + sid));
        }
    }

    @Test
    void theStockClientUpgradesOnTheSameWorker() {
        try (NodeProgram client = stockClient("polling,websocket")) {
            String[] first = client.await("transport").split(" ");
            assertEquals("polling", first[0]);
            String[] then = client.await("upgraded").split(" ");
            assertEquals(List.of("websocket", first[1]), List.of(then));
            client.await("joined1");
            assertEquals(create("seen over a websocket"), client.await("event"));
        }
    }

    @Test
    void anEventReachesAPollThatIsHeld() throws Exception {
        PollingSession session = PollingSession.open(admin).join("files");
        CompletableFuture<ApiClient.Answer> held = session.hold();
        String id = create("seen by a poll");
        String payload =
                held.get(SOON.toSeconds(), TimeUnit.SECONDS).expect(200).body();
        assertTrue(payload.contains("\"id\":\"" + id + "\""), payload);
    }

    @Test
    void aNewConnectionGoesToTheWorkerThatHasTheFewest() {
        List<Page> pages = new ArrayList<>();
        try {
            pages.addAll(openPages(9));
            int emptied = 1;
            List<Page> leaving = pages.stream()
                    .filter(page -> Site.workerOf(page.sid()) == emptied)
                    .toList();
            assertFalse(leaving.isEmpty());
            int before = connections(emptied);
            leaving.forEach(Page::close);
            pages.removeAll(leaving);
            Await.until("they have gone", SOON, () -> connections(emptied) <= before - leaving.size());
            // Others may come and go meanwhile, of other tests: one fewer than have gone.
            List<Page> next = openPages(leaving.size() - 1);
            assertFalse(next.isEmpty());
            pages.addAll(next);
            next.forEach(page -> assertEquals(emptied, Site.workerOf(page.sid())));
        } finally {
            pages.forEach(Page::close);
        }
    }

    @Test
    void theBrowsersSchemeAndHostReachTheWorkers() {
        String own = site.uri().toString().replaceFirst("/$", "");
        assertEquals(201, statusOfChangeFrom(own));
        assertEquals(403, statusOfChangeFrom(own.replace("https:", "http:")));
        assertEquals(403, statusOfChangeFrom("https://evil.example"));
        assertEquals(200, statusOfHandshakeFrom(own));
        assertEquals(403, statusOfHandshakeFrom("https://evil.example"));
    }

    @Test
    void signingInOverTlsGivesASecureCookieAndStaysOnTls() {
        var credentials = Json.createObjectBuilder()
                .add("login", Cluster.ADMIN)
                .add("password", Cluster.ADMIN_PASSWORD)
                .build();
        ApiClient nobody = ApiClient.anonymous(site.uri());
        String cookie = nobody.post("api/session", credentials)
                .expect(204)
                .header("set-cookie")
                .orElseThrow();
        assertTrue(cookie.endsWith("; Secure"), cookie);
        String location =
                nobody.get("files.html").expect(302).header("location").orElseThrow();
        assertEquals(
                site.uri().resolve("sign-in.html?next=files.html"), site.uri().resolve(location));
        String toTls = ApiClient.anonymous(site.nginx().plainUri())
                .get("files.html")
                .expect(301)
                .header("location")
                .orElseThrow();
        assertEquals("https://localhost/files.html", toTls);
    }

    /** Whoever guesses from one address has to wait, whatever they say in X-Forwarded-For; others need not. */
    @Test
    void theClientsAddressReachesTheWorkers() {
        // Each worker counts for itself, and lets four attempts of one address at one login pass.
        List<CompletableFuture<Integer>> guesses = IntStream.range(0, 5 * Site.WORKERS)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> guess(ELSEWHERE, "198.51.100." + n)))
                .toList();
        List<Integer> statuses = guesses.stream().map(CompletableFuture::join).toList();
        assertTrue(statuses.contains(429), () -> "nobody had to wait: " + statuses);
        // 503: many passwords are being checked.
        int other = Await.value("a worker has time", SOON, () -> Optional.of(guess(ELSEWHERE_TOO, "198.51.100.1"))
                .filter(status -> status != 503));
        assertEquals(401, other);
    }

    @Test
    void healthIsNotForEverybody() throws Exception {
        assertEquals(200, RawTls.status(site.nginx().port(), "127.0.0.1", "GET /api/health/live", ""));
        assertEquals(403, RawTls.status(site.nginx().port(), ELSEWHERE, "GET /api/health/live", ""));
    }

    @Test
    void aMessageMayBeAsLongAsTheWorkersTakeAndNoLonger() {
        PollingSession session = PollingSession.open(admin).join("files");
        session.say("42[\"x\",\"" + "x".repeat(999_000) + "\"]").expect(200);
        ApiClient.Answer tooLong = PollingSession.open(admin).say("x".repeat(1_100_000));
        assertEquals("nginx", tooLong.expect(413).header("server").orElse(""));
    }

    /** With a body that nginx kept until it has all, the worker would see nothing of it, and the disk would fill twice. */
    @Test
    void theContentOfAFileStreamsThroughToTheWorker() throws Exception {
        String id = create("large");
        byte[] half = new byte[4 << 20];
        try (RawTls upload = new RawTls(site.nginx().port(), "127.0.0.1")) {
            upload.begin(
                    "PUT /api/files/" + id + "/content",
                    2 * half.length,
                    "Cookie: " + admin.cookie(),
                    "Content-Type: application/octet-stream");
            upload.write(half);
            Await.until("the first half is at the worker", SOON, () -> bytesKept() >= half.length / 2);
            upload.write(half);
            assertEquals(200, upload.status());
        }
        assertEquals(2 * half.length, bytesKept());
    }

    @Test
    void listsAndPageCodeAreCompressedAndEventStreamsAreNot() {
        Map<String, String> gzip = Map.of("Accept-Encoding", "gzip");
        ApiClient.Answer code = admin.get("js/sync.js", gzip).expect(200);
        assertEquals(Optional.of("gzip"), code.header("content-encoding"));
        IntStream.range(0, 10).forEach(n -> create("to be listed " + n));
        ApiClient.Answer list = admin.get("api/files", gzip).expect(200);
        assertEquals(Optional.of("gzip"), list.header("content-encoding"));
        Map<String, String> again = Map.of("If-None-Match", list.header("etag").orElseThrow());
        admin.get("api/files", again).expect(304);
        PollingSession session = PollingSession.open(admin).join("files");
        String id = create("x".repeat(200));
        assertTrue(session.poll().body().contains(id));
        ApiClient.Answer handshake = admin.get("socket.io/?EIO=4&transport=polling", gzip);
        assertEquals(Optional.empty(), handshake.expect(200).header("content-encoding"));
    }

    @Test
    @Order(AFTER_THE_OTHERS)
    void aRollingRestartLosesNoEventAndReloadsNoPage() {
        try (BrowserContext person = browsers.newContext()) {
            FilesPage page = FilesPage.signIn(person, site.uri()).open("restarted");
            new RollingRestart(site).run();
            create("restarted at last");
            assertThat(page.row("restarted at last")).isVisible();
            page.assertNotReloaded();
        }
    }

    /** It is not started again: nothing may follow this test. */
    @Test
    @Order(LAST)
    void fromAWorkerThatIsKilledAPollingClientGoesElsewhere() throws Exception {
        try (NodeProgram client = stockClient("polling")) {
            int killed = Site.workerOf(client.await("joined1"));
            PollingSession other = sessionOn(killed).join("files");
            CompletableFuture<ApiClient.Answer> held = other.hold();
            site.worker(killed).kill();
            assertUnknown(held.get(SOON.toSeconds(), TimeUnit.SECONDS));
            assertUnknown(other.say("40"));
            assertEquals("400", client.await("refused"));
            assertFalse(Site.workerOf(client.await("joined2")) == killed);
            assertEquals(create("seen elsewhere"), client.await("event"));
        }
    }

    private static PollingSession sessionOn(int worker) {
        return Await.value("a session on that worker", SOON, () -> Optional.of(PollingSession.open(admin))
                .filter(session -> Site.workerOf(session.sid()) == worker));
    }

    private static void assertUnknown(ApiClient.Answer answer) {
        assertEquals(
                "{\"code\":1,\"message\":\"Session ID unknown\"}",
                answer.expect(400).body());
        assertEquals("application/json", answer.header("content-type").orElse(""));
    }

    private static NodeProgram stockClient(String transports) {
        return NodeProgram.start("proxied-client.mjs", admin.cookie(), site.uri(), transports);
    }

    private static List<Page> openPages(int howMany) {
        return Stream.generate(() -> Page.open(admin.cookie(), site.uri()))
                .limit(howMany)
                .toList();
    }

    private static int connections(int worker) {
        return admin.on(site.worker(worker))
                .get("api/sync/status")
                .expect(200)
                .json()
                .getInt("connections");
    }

    private static JsonObject file(String name) {
        return Json.createObjectBuilder().add("name", name).build();
    }

    /** The id of a new file. */
    private static String create(String name) {
        return admin.post("api/files", file(name)).expect(201).id();
    }

    private static int statusOfChangeFrom(String origin) {
        return admin.send("POST", "api/files", Optional.of(file("from " + origin)), Map.of("Origin", origin))
                .status();
    }

    private static int statusOfHandshakeFrom(String origin) {
        return admin.get("socket.io/?EIO=4&transport=polling", Map.of("Origin", origin))
                .status();
    }

    private static int guess(String from, String forwardedFor) {
        String body = Json.createObjectBuilder()
                .add("login", "nobody")
                .add("password", "guess")
                .build()
                .toString();
        try {
            return RawTls.status(
                    site.nginx().port(),
                    from,
                    "POST /api/session",
                    body,
                    "Content-Type: application/json",
                    "X-Forwarded-For: " + forwardedFor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all files, those that are still arriving included. */
    private static long bytesKept() {
        try (Stream<Path> files = Files.walk(site.cluster().filesDirectory())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
