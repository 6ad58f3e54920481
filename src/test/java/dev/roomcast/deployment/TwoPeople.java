package dev.roomcast.deployment;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import dev.roomcast.browser.Browsers;
import dev.roomcast.browser.FilesPage;
import dev.roomcast.it.Await;
import java.time.Duration;
import java.util.List;

/** Two people, each with a browser whose page is connected to another worker, on the same list. */
final class TwoPeople implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LIST = "deployed";

    private final BrowserContext here;
    private final BrowserContext there;
    private final FilesPage one;
    private final FilesPage other;

    TwoPeople(Browsers browsers, Site site) {
        here = browsers.newContext();
        there = browsers.newContext();
        one = FilesPage.signIn(here, site.root(0)).open(LIST);
        other = FilesPage.signIn(there, site.root(1)).open(LIST);
        // For nginx requests under way count, too: it may have sent both to the same.
        Await.until("each is on a worker of their own", SOON, () -> {
            boolean shared = site.isShared();
            if (!shared) {
                other.open(LIST);
            }
            return shared;
        });
    }

    /**
     * Each creates a file, which the other sees; then one more while the other has typed something into the list, which
     * stays and holds the news back behind the chip. Each page hears of each file once, and none is loaded again.
     */
    void seeEachOthersChanges(String round) {
        List<String> names = List.of(LIST + " " + round + " 1", LIST + " " + round + " 2", LIST + " " + round + " 3");
        one.create(names.get(0));
        assertThat(other.row(names.get(0))).isVisible();
        other.create(names.get(1));
        assertThat(one.row(names.get(1))).isVisible();

        // The refreshes of these two must neither be counted with the third's nor find the field empty.
        names.subList(0, 2).forEach(name -> awaitEvent(other, name));
        other.awaitShown();
        Locator typed = other.putTyped(names.get(0), "half a thought");
        typed.focus();
        one.create(names.get(2));
        assertThat(other.chip()).hasText("1 update");
        assertThat(other.row(names.get(2))).hasCount(0);
        assertThat(typed).hasValue("half a thought");
        typed.fill("");
        other.search().focus();
        assertThat(other.row(names.get(2))).isVisible();

        for (FilesPage page : List.of(one, other)) {
            for (String name : names) {
                awaitEvent(page, name);
                assertEquals(1, page.eventsOf(page.row(name)), () -> "events of " + name);
            }
            page.assertNotReloaded();
        }
    }

    private static void awaitEvent(FilesPage page, String name) {
        Locator row = page.row(name);
        Await.until("an event of " + name, SOON, () -> page.eventsOf(row) > 0);
    }

    /** One creates a file while something happens to what the workers share; both come to see it. */
    void oneCreatesAFileThatBothSee(String name) {
        one.create(LIST + " " + name);
        for (FilesPage page : List.of(one, other)) {
            Locator row = page.row(LIST + " " + name);
            assertThat(row).isVisible();
            assertTrue(page.eventsOf(row) <= 1, () -> "events of " + name);
            page.assertNotReloaded();
        }
    }

    @Override
    public void close() {
        here.close();
        there.close();
    }
}
