package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import dev.roomcast.it.Cluster;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds when people press twice, records vanish under their hands and names know no measure. */
class RoughHandlingIT {

    /** Whether an element is in sight and nothing covers its middle. */
    private static final String SEEN = "element => { const { x, y, width, height } = element.getBoundingClientRect();"
            + " return element.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }";

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
    void secondPressOnSlowRecordTakesNothingTyped() {
        String id = Topic.GROUPS.create(browsers.api(), "twice");
        RecordsPage records = there(Topic.GROUPS).open("twice");
        Page page = records.page();
        List<Route> waiting = new ArrayList<>();
        page.route("**/api/groups/" + id, waiting::add);
        records.part(id, "name").dblclick();
        page.waitForCondition(() -> waiting.size() == 2);

        waiting.get(1).resume();
        records.field("description").fill("typed meanwhile");
        page.waitForResponse("**/api/groups/" + id, () -> waiting.get(0).resume());

        // What the late answer causes has happened once the next task has run.
        page.evaluate("() => new Promise(resolve => setTimeout(resolve))");
        assertThat(records.field("description")).hasValue("typed meanwhile");
        page.close();
    }

    @Test
    void chosenFileOutlivesItsRecordAndTheReasonIsInSight() {
        String id = Topic.FILES.create(browsers.api(), "gone");
        RecordsPage records = there(Topic.FILES).open("gone");
        Page page = records.page();
        records.part(id, "name").click();
        assertThat(records.dialog()).isVisible();
        Locator chooser = page.locator("#file-content");
        chooser.setInputFiles(new FilePayload("kept.txt", "text/plain", "kept".getBytes(StandardCharsets.UTF_8)));
        records.field("name").fill("gone and back");
        browsers.api().delete("api/files/" + id).expect(204);

        records.save();

        assertThat(page.locator("#file-error")).isVisible();
        assertEquals(true, page.locator("#file-error").evaluate(SEEN));
        assertThat(page.locator(".chooser-name")).hasText("kept.txt");
        records.save();
        assertThat(records.dialog()).isHidden();
        assertThat(page.locator("[data-state=done] .upload-name")).hasText("gone and back");
        page.close();
    }

    @Test
    void focusGoesToTheNextRowWhenItsOwnIsDeleted() {
        String first = Topic.GROUPS.create(browsers.api(), "focus-1");
        String second = Topic.GROUPS.create(browsers.api(), "focus-2");
        RecordsPage records = there(Topic.GROUPS).open("focus-");
        records.part(first, "select").focus();

        browsers.api().delete("api/groups/" + first).expect(204);
        assertThat(records.part(second, "select")).isFocused();

        browsers.api().delete("api/groups/" + second).expect(204);
        assertThat(records.page().locator("#groups-list")).isFocused();
        records.page().close();
    }

    @Test
    void namesWithoutMeasureStayInTheirPlace() {
        String endless = "W".repeat(100);
        int category = Integer.parseInt(Topic.CATEGORIES.create(browsers.api(), endless));
        var file = Json.createObjectBuilder().add("name", "measure" + endless).add("categoryId", category);
        browsers.api().post("api/files", file.build()).expect(201);
        RecordsPage records = there(Topic.FILES).open("measure");

        assertEquals(
                List.of(),
                records.page()
                        .evaluate("() => [...document.querySelectorAll('.row-text')]"
                                + ".filter(text => text.getBoundingClientRect().right"
                                + " > text.closest('td, th').getBoundingClientRect().right).map(text => text.id)"));
        records.page().close();
    }

    @Test
    void noToastCoversAnother() {
        Page page = there(Topic.GROUPS).open("none").page();
        page.evaluate("async () => { const { showToast } = await import('./js/utils.js');"
                + " showToast('It failed.', { kind: 'error' }); showToast('It worked.', { kind: 'success' }); }");

        for (Locator toast : page.locator(".toast").all()) {
            assertEquals(true, toast.evaluate(SEEN));
        }
        assertThat(page.locator(".toast")).hasCount(2);
        page.close();
    }

    private static RecordsPage there(Topic topic) {
        return RecordsPage.in(
                browsers.second().page().context(), topic, Cluster.shared().second());
    }
}
