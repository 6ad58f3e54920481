package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.roomcast.it.Worker;
import java.util.ArrayList;
import java.util.List;

/** Any of the five list pages in one tab. */
final class RecordsPage {

    private static final int LONGEST_WAY = 120;

    private final Page page;
    private final Topic topic;
    private final Worker worker;

    private RecordsPage(Page page, Topic topic, Worker worker) {
        this.page = page;
        this.topic = topic;
        this.worker = worker;
    }

    /** A new tab in a context that is signed in. */
    static RecordsPage in(BrowserContext context, Topic topic, Worker worker) {
        return new RecordsPage(context.newPage(), topic, worker);
    }

    /** Loads the list of the records whose names have this beginning, and waits until it is shown and live. */
    RecordsPage open(String beginning) {
        page.navigate(
                worker.uri().resolve(topic.word() + ".html?q=" + beginning).toString());
        assertThat(page.locator("#" + topic.word() + "-list[aria-busy]")).hasCount(0);
        assertThat(page.locator("#sync-state")).hasAttribute("data-state", "live");
        return this;
    }

    Page page() {
        return page;
    }

    Locator dialog() {
        return page.locator("#" + topic.one() + "-dialog");
    }

    /** The dialog's field of this name. */
    Locator field(String name) {
        return page.locator("#" + topic.fieldId(name));
    }

    /** The names shown, from the top. */
    Locator names() {
        return page.locator("#" + topic.word() + "-rows .row-name");
    }

    /** An element of this record's row, such as {@code name}, {@code select} or {@code delete}. */
    Locator part(String id, String what) {
        return page.locator(partId(id, what));
    }

    String partId(String id, String what) {
        return "#" + topic.one() + "-" + id + "-" + what;
    }

    void save() {
        page.locator("#" + topic.one() + "-save").click();
    }

    /** Presses Tab until this element has the focus; fails when the focus comes by no such element. */
    void tabTo(String selector) {
        List<Object> passed = new ArrayList<>();
        for (int n = 0; n < LONGEST_WAY; n++) {
            if (page.evaluate("selector => document.activeElement.matches(selector)", selector)
                    .equals(true)) {
                return;
            }
            page.keyboard().press("Tab");
            passed.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"));
        }
        fail("Tab does not lead to " + selector + " but to " + passed);
    }

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }
}
