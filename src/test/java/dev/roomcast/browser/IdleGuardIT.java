package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.NodeProgram;
import dev.roomcast.it.Worker;
import jakarta.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The idle guard as a server sees it, with an idle period of two seconds: what idle, busy, hidden and misled pages ask for is counted between
 * them and the worker. The checks of a tab that is idle all the time are the clock of the others.
 */
class IdleGuardIT {

    private static final String IDLE_SECONDS = "2";
    private static final int PERIODS = 20;
    private static final int CLIENTS = 97;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LIST = "GET /api/files";

    private static Worker worker;
    private static SyncProxy proxy;
    private static Browsers browsers;
    private static ApiClient api;
    private static FilesPage first;
    private static FilesPage second;

    @BeforeAll
    static void openThreeTabs() {
        worker = Worker.roomcast()
                .databaseInMemory()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.sync.idle-seconds", IDLE_SECONDS)
                .start();
        proxy = new SyncProxy(worker);
        api = ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
        browsers = Browsers.launchWithout("--disable-back-forward-cache");
        first = tab("tab-1");
        second = tab("tab-2");
        tab("tab-3");
    }

    @AfterAll
    static void close() {
        browsers.close();
        proxy.close();
        worker.close();
    }

    @Test
    void aHundredIdlePagesAskForNoList() {
        List<String> all = new ArrayList<>(List.of("tab-1", "tab-2", "tab-3"));
        IntStream.rangeClosed(1, CLIENTS).forEach(n -> all.add("client-" + n));
        try (NodeProgram clients = NodeProgram.start("fleet.mjs", proxy.root(), api.cookie(), CLIENTS)) {
            clients.await("live");
            assertTrue(proxy.count("fleet", LIST) >= CLIENTS, "the clients' lists pass the proxy");
            proxy.reset();

            Await.until(PERIODS + " idle periods", PATIENCE, () -> proxy.allAsked(all, SyncProxy.CHECK, PERIODS));

            all.add("fleet");
            proxy.asked(all).forEach((page, what) -> {
                Set<String> expected = page.equals("fleet") ? Set.of() : Set.of(SyncProxy.CHECK);
                assertEquals(expected, what, page);
            });
        }
    }

    @Test
    void aPageWhoseEventGotLostIsRightAfterOneIdlePeriod() {
        awaitChecks("tab-1", 1);
        proxy.swallowNextChange("tab-1");
        create("swallowed");

        assertThat(first.row("swallowed")).isVisible();
        assertEquals(1, proxy.count("tab-1", "swallowed"));
        assertEquals(1, proxy.count("tab-1", SyncProxy.CHECK), "it asked once, and that was enough");
        assertEquals(1, proxy.count("tab-1", LIST));
        first.assertNotReloaded();
    }

    @Test
    void isSilentWhileThePersonIsActive() {
        Page page = second.page();
        page.mouse().move(10, 10);
        proxy.reset();
        int moves = 0;
        while (proxy.count("tab-1", SyncProxy.CHECK) < 3) {
            act(page, moves++);
        }
        assertEquals(0, proxy.count("tab-2", SyncProxy.CHECK));
        Await.until("it asks when they have stopped", PATIENCE, () -> proxy.count("tab-2", SyncProxy.CHECK) > 0);
    }

    private static void act(Page page, int n) {
        switch (n % 3) {
            case 0 -> page.mouse().move(20 + n % 200, 20);
            case 1 -> page.keyboard().press("Shift");
            default -> page.mouse().wheel(0, 1);
        }
    }

    @Test
    void isSilentWhileHiddenAndAsksOnceOnReturn() {
        hide(second, true);
        awaitChecks("tab-1", 1);
        proxy.swallowNextChange("tab-2");
        create("while-hidden");
        awaitChecks("tab-1", 2);
        assertEquals(0, proxy.count("tab-2", SyncProxy.CHECK));
        assertThat(second.row("while-hidden")).hasCount(0);

        hide(second, false);

        assertThat(second.row("while-hidden")).isVisible();
        assertEquals(1, proxy.count("tab-2", SyncProxy.CHECK));
        assertEquals(1, proxy.count("tab-2", LIST));
        second.assertNotReloaded();
    }

    @Test
    void isRightAtOnceWhenItComesBackFromTheBackForwardCache() {
        FilesPage files = patientTab("returning");
        Page page = files.page();
        page.evaluate("() => addEventListener('pageshow', (event) => { window.restored = event.persisted; })");
        page.navigate(proxy.root().resolve("index.html").toString());
        files.awaitLive();
        create("while-cached");

        page.goBack(new Page.GoBackOptions().setWaitUntil(WaitUntilState.COMMIT));

        assertThat(files.row("while-cached")).isVisible();
        assertEquals(
                true,
                page.evaluate("window.restored"),
                () -> "not out of the cache: "
                        + page.evaluate(
                                "JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)"));
        files.awaitLive();
        files.assertNotReloaded();
        page.context().close();
    }

    /** Not every browser tells a page in the cache that its socket was cut: the page takes it for dead. */
    @Test
    void opensItsConnectionAnewWhenItIsRestored() {
        FilesPage files = patientTab("deaf");
        proxy.swallowNextChange("deaf");
        create("while-deaf");
        Await.until("the change is lost", PATIENCE, () -> proxy.count("deaf", "swallowed") > 0);
        int before = files.states().size();

        files.page().evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        assertThat(files.row("while-deaf")).isVisible();
        files.page().waitForCondition(() -> files.states().size() == before + 2);
        assertEquals(List.of("reconnecting", "live"), files.states().subList(before, before + 2));
        files.assertNotReloaded();
        files.page().context().close();
    }

    /** Says to the page that its tab was put into the background, or taken out of it. */
    private static void hide(FilesPage files, boolean hidden) {
        files.page()
                .evaluate(
                        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
                                + " document.dispatchEvent(new Event('visibilitychange')); }",
                        hidden);
    }

    /** Waits until this idle page has asked so often from now on, and counts anew from there. */
    private static void awaitChecks(String who, int times) {
        proxy.reset();
        Await.until(who + " asks", PATIENCE, () -> proxy.count(who, SyncProxy.CHECK) >= times);
        proxy.reset();
    }

    private static void create(String name) {
        api.post("api/files", Json.createObjectBuilder().add("name", name).build())
                .expect(201);
    }

    /** A tab whose idle period is an hour: no check of its idle guard makes it right meanwhile. */
    private static FilesPage patientTab(String name) {
        FilesPage files = tab(name);
        files.page().evaluate("SyncManager.startIdleGuard(refreshFilesData, 3600)");
        return files;
    }

    private static FilesPage tab(String name) {
        BrowserContext context = browsers.browser()
                .newContext(new NewContextOptions().setUserAgent(name).setLocale("en-GB"));
        String[] session = api.cookie().split("=", 2);
        context.addCookies(
                List.of(new Cookie(session[0], session[1]).setUrl(proxy.root().toString())));
        return FilesPage.in(context, proxy.root()).open("");
    }
}
