package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Worker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to a page besides changes: lost connections, the end of the session, idle time, early calls. */
class PageLifeIT {

    private static final Pattern SIGN_IN_AND_BACK = Pattern.compile("/sign-in\\.html\\?next=files\\.html");

    /** Remembers the page's sockets, to cut them as a network would. */
    private static final String CUTTER = """
            const sockets = [];
            window.WebSocket = class extends WebSocket {
                constructor(...args) {
                    super(...args);
                    sockets.push(this);
                }
            };
            window.cutSockets = () => sockets.splice(0).forEach((socket) => socket.close());
            """;

    private static TwoBrowsers browsers;

    @BeforeAll
    static void openBoth() {
        browsers = new TwoBrowsers();
    }

    @AfterAll
    static void closeBoth() {
        browsers.close();
    }

    @Test
    void aCutSocketIsShownAndMendedAndNothingIsMissed() {
        FilesPage there = FilesPage.in(
                browsers.second().page().context(), Cluster.shared().second());
        there.page().addInitScript(CUTTER);
        there.open("cut-");

        there.page().evaluate("cutSockets()");
        browsers.create("cut-1");

        assertThat(there.row("cut-1")).isVisible();
        there.awaitLive();
        assertEquals(List.of("live", "reconnecting", "live"), there.states());
        there.assertNotReloaded();
        there.page().close();
    }

    @Test
    void aNetworkThatIsGoneIsShownAndWhatWasMissedArrives() {
        FilesPage there = browsers.second().open("gone-");
        BrowserContext context = there.page().context();
        context.setOffline(true);
        assertThat(there.state()).hasAttribute("data-state", "offline");
        browsers.create("gone-1");
        context.setOffline(false);
        there.awaitLive();
        assertThat(there.row("gone-1")).isVisible();
        there.assertNotReloaded();
    }

    @Test
    void aRestartedWorkerFindsItsPagesAgain() {
        Worker worker = Cluster.shared().plan().start();
        FilesPage there =
                FilesPage.in(browsers.second().page().context(), worker).open("restart-");
        worker.close();
        assertThat(there.state()).not().hasAttribute("data-state", "live");
        browsers.create("restart-1");
        try (Worker again = Cluster.shared().plan().port(worker.port()).start()) {
            there.awaitLive();
            assertThat(there.row("restart-1")).isVisible();
            there.assertNotReloaded();
            there.page().close();
        }
    }

    @Test
    void signingOutInOneTabLeadsAllTabsOnAllWorkersToTheSignInPage() {
        try (BrowserContext context = browsers.newContext()) {
            FilesPage one = FilesPage.signIn(context, Cluster.shared().first());
            FilesPage two = FilesPage.in(context, Cluster.shared().first()).open("out-");
            FilesPage three = FilesPage.in(context, Cluster.shared().second()).open("out-");

            one.page().locator("#account").click();
            one.page().locator("#sign-out").click();

            assertThat(one.page()).hasURL(Pattern.compile("/sign-in\\.html"));
            assertThat(two.page()).hasURL(SIGN_IN_AND_BACK);
            assertThat(three.page()).hasURL(SIGN_IN_AND_BACK);
        }
        browsers.first().open("out-").assertNotReloaded();
    }

    @Test
    void callsMadeBeforeTheModuleHasLoadedAreMade() {
        var held = new AtomicReference<Route>();
        try (Page page = browsers.first().page().context().newPage()) {
            page.route("**/js/sync.js", held::set);
            var soon = new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT);
            page.navigate(Cluster.shared().first().uri().resolve("files.html").toString(), soon);
            awaitTrue(page, "Boolean(window.SyncManager?.calls?.some(([name]) => name === 'startIdleGuard'))");
            page.evaluate("SyncManager.on('files:changed', (event) => { window.heard = event.reason; })");
            page.waitForCondition(() -> held.get() != null);
            held.get().resume();
            assertThat(page.locator("#sync-state")).hasAttribute("data-state", "live");

            browsers.create("early-1");
            awaitTrue(page, "window.heard === 'added'");
        }
    }

    @Test
    void theIdleGuardAsksForProofAndFetchesNothingWhileNothingChanged() {
        FilesPage there = browsers.second().open("idle-");
        var requests = new AtomicInteger();
        there.page().onRequest(request -> requests.incrementAndGet());
        List<String> said = recordDebug(there.page());
        there.page().evaluate("window.__syncDebug = true; SyncManager.startIdleGuard(refreshFilesData, 1)");

        there.page()
                .waitForCondition(() ->
                        said.stream().filter(line -> line.contains("checked")).count() >= 2);

        assertEquals(0, requests.get());
        there.page().evaluate("window.__syncDebug = false; SyncManager.startIdleGuard(refreshFilesData)");
    }

    @Test
    void printsWhatItHearsWhenAskedTo() {
        FilesPage there = browsers.second().open("debug-");
        List<String> said = recordDebug(there.page());
        there.page().evaluate("window.__syncDebug = true");
        browsers.create("debug-1");
        there.page().waitForCondition(() -> said.stream().anyMatch(line -> line.contains("files:changed")));
        there.page().evaluate("window.__syncDebug = false");
    }

    private static void awaitTrue(Page page, String expression) {
        // Not waitForFunction: it needs eval, which the application's content security policy forbids.
        page.waitForCondition(() -> page.evaluate(expression).equals(true));
    }

    private static List<String> recordDebug(Page page) {
        List<String> said = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.text().startsWith("[sync]")) {
                said.add(message.text());
            }
        });
        return said;
    }
}
