package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.roomcast.it.Cluster;
import jakarta.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on each of the five list pages: all is done by keyboard alone, changes of others appear, and nobody overwrites anybody. */
class RecordsIT {

    private static TwoBrowsers browsers;

    @BeforeAll
    static void openBoth() {
        browsers = new TwoBrowsers();
    }

    @AfterAll
    static void closeBoth() {
        browsers.close();
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsDoneByKeyboardAlone(Topic topic) {
        topic.create(browsers.api(), "keys-a");
        RecordsPage records = there(topic).open("keys-");
        createByKeyboard(records, topic);
        String id = records.names()
                .last()
                .evaluate("name => name.closest('tr').dataset.id")
                .toString();
        sortByKeyboard(records);
        selectByKeyboard(records, topic, id);
        editByKeyboard(records, topic, id);
        topic.toggle().ifPresent(action -> toggleByKeyboard(records, id, action));
        deleteByKeyboard(records, id);
        records.page().close();
    }

    private static void createByKeyboard(RecordsPage records, Topic topic) {
        records.tabTo("#" + topic.one() + "-create");
        records.press("Enter");
        assertThat(records.field(topic.nameField())).isFocused();
        records.page().keyboard().type("keys-b");
        topic.required().forEach((field, value) -> {
            records.tabTo("#" + topic.fieldId(field));
            records.page().keyboard().type(String.format(value, "keys-b"));
        });
        records.press("Enter");
        assertThat(records.dialog()).isHidden();
        assertThat(records.names()).containsText(new String[] {"keys-a", "keys-b"});
        assertThat(records.page().locator("#" + topic.one() + "-create")).isFocused();
    }

    private static void sortByKeyboard(RecordsPage records) {
        records.tabTo("#sort-name");
        records.press("Enter");
        assertThat(records.page().locator("th:has(#sort-name)")).hasAttribute("aria-sort", "descending");
        assertThat(records.names()).containsText(new String[] {"keys-b", "keys-a"});
        assertThat(records.page().locator("#sort-name")).isFocused();
    }

    private static void selectByKeyboard(RecordsPage records, Topic topic, String id) {
        Locator bulk = records.page().locator("#" + topic.word() + "-bulk");
        records.tabTo(records.partId(id, "select"));
        records.press("Space");
        assertThat(records.part(id, "select")).isChecked();
        assertThat(bulk).isVisible();
        records.press("Space");
        assertThat(bulk).isHidden();
    }

    private static void editByKeyboard(RecordsPage records, Topic topic, String id) {
        records.tabTo(records.partId(id, "name"));
        records.press("Enter");
        assertThat(records.field(topic.nameField())).isFocused();
        records.press("End");
        records.page().keyboard().type("2");
        records.press("Enter");
        assertThat(records.dialog()).isHidden();
        assertThat(records.part(id, "name")).hasText(Pattern.compile("\\s*keys-b2\\s*"));
        assertThat(records.part(id, "name")).isFocused();

        records.press("Enter");
        assertThat(records.dialog()).isVisible();
        records.press("Escape");
        assertThat(records.dialog()).isHidden();
        assertThat(records.part(id, "name")).isFocused();
    }

    private static void toggleByKeyboard(RecordsPage records, String id, String action) {
        Locator button = records.part(id, action);
        String state = button.evaluate("button => button.ariaPressed ?? button.ariaChecked")
                .toString();
        records.tabTo(records.partId(id, action));
        records.press("Space");
        records.page()
                .waitForCondition(
                        () -> !state.equals(button.evaluate("button => button.ariaPressed ?? button.ariaChecked")));
        assertThat(button).isFocused();
    }

    private static void deleteByKeyboard(RecordsPage records, String id) {
        records.tabTo(records.partId(id, "delete"));
        records.press("Enter");
        assertThat(records.page().locator("#confirm-dialog")).isVisible();
        records.press("Escape");
        assertThat(records.page().locator("#confirm-dialog")).hasCount(0);
        assertThat(records.part(id, "delete")).isFocused();
        records.press("Enter");
        records.tabTo("#confirm-yes");
        records.press("Enter");
        assertThat(records.part(id, "name")).hasCount(0);
        records.page().waitForCondition(() -> records.page()
                .evaluate("document.activeElement !== document.body")
                .equals(true));
    }

    @ParameterizedTest
    @EnumSource
    void whoSavesSecondSeesBothVersionsAndLosesNothing(Topic topic) {
        String id = topic.create(browsers.api(), "both-before");
        RecordsPage records = there(topic).open("both-");
        Locator name = records.field(topic.nameField());
        records.part(id, "name").click();
        name.fill("both-mine");
        var theirs = Json.createObjectBuilder().add(topic.nameField(), "both-theirs");
        browsers.api()
                .send("PATCH", "api/" + topic.word() + "/" + id, Optional.of(theirs.build()), Map.of())
                .expect(200);

        records.save();

        Page page = records.page();
        assertThat(page.locator("[data-theirs='" + topic.nameField() + "']")).containsText("both-theirs");
        assertThat(page.locator("[data-yours='" + topic.nameField() + "']")).containsText("both-mine");
        assertThat(page.locator("#" + topic.one() + "-conflict")).isFocused();
        assertThat(name).hasValue("both-mine");
        assertEquals("both-theirs", saved(topic, id));

        records.save();
        assertThat(records.dialog()).isHidden();
        assertEquals("both-mine", saved(topic, id));
        page.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatOthersChangeAppears(Topic topic) {
        RecordsPage records = there(topic).open("others-");
        String id = topic.create(browsers.api(), "others-1");
        assertThat(records.part(id, "name")).isVisible();
        browsers.api().delete("api/" + topic.word() + "/" + id).expect(204);
        assertThat(records.part(id, "name")).hasCount(0);
        records.page().close();
    }

    private static String saved(Topic topic, String id) {
        return browsers.api()
                .get("api/" + topic.word() + "/" + id)
                .expect(200)
                .json()
                .getString(topic.nameField());
    }

    private static RecordsPage there(Topic topic) {
        return RecordsPage.in(
                browsers.second().page().context(), topic, Cluster.shared().second());
    }
}
