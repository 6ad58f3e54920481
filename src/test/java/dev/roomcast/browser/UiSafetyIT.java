package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a soft refresh never does to a person who is working, one promise a test; {@link SoftRefreshIT} has those that every day shows. What the
 * list itself has no example of yet is put into a row of it as a guest: the refresh must not tell the difference.
 */
class UiSafetyIT {

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
    void aFocusedInputKeepsItsTextItsCaretAndTheFocus() {
        FilesPage there = withGuest("focused-", "<input id='guest' autocomplete='off'>");
        guest(there).click();
        guest(there).pressSequentially("half");
        guest(there).press("Home");
        guest(there).press("ArrowRight");

        newsWaits(there, "focused-2");

        assertThat(guest(there)).hasValue("half");
        assertEquals(1, FilesPage.caret(guest(there)));
        guest(there).pressSequentially("!");
        assertThat(guest(there)).hasValue("h!alf");
        guest(there).fill("");
        there.page().locator("h1").click();
        newsIsShown(there, "focused-2");
    }

    @Test
    void aDirtyInputKeepsItsTextAfterTheFocusHasLeft() {
        FilesPage there = withGuest("dirty-", "<input id='guest' autocomplete='off'>");
        guest(there).fill("half a thought");
        there.search().focus();

        newsWaits(there, "dirty-2");

        assertThat(guest(there)).hasValue("half a thought");
        guest(there).fill("");
        there.search().focus();
        newsIsShown(there, "dirty-2");
    }

    @Test
    void anInputMethodComposesUndisturbed() {
        FilesPage there = withGuest("compose-", "<input id='guest' autocomplete='off'>");
        guest(there)
                .evaluate("input => { window.said = [];"
                        + " for (const type of ['compositionstart', 'compositionend'])"
                        + " input.addEventListener(type, ({ data }) => said.push(type + ' ' + data)); }");
        guest(there).focus();
        CDPSession keyboard = there.page().context().newCDPSession(there.page());
        compose(keyboard, "こん");

        newsWaits(there, "compose-2");

        assertThat(guest(there)).hasValue("こん");
        assertEquals(List.of("compositionstart "), there.page().evaluate("said"));
        compose(keyboard, "こんに");
        assertThat(guest(there)).hasValue("こんに");
        insert(keyboard, "今日は");
        assertThat(guest(there)).hasValue("今日は");
        assertEquals(
                List.of("compositionstart ", "compositionend 今日は"), there.page().evaluate("said"));
        guest(there).fill("");
        there.page().locator("h1").click();
        newsIsShown(there, "compose-2");
        keyboard.detach();
    }

    @Test
    void anOpenMenuStaysOpen() {
        FilesPage there = withGuest(
                "menu-",
                "<details data-menu id='guest'><summary>More</summary><button id='item'>Do</button></details>");
        there.page().locator("#guest summary").click();

        newsWaits(there, "menu-2");

        assertThat(there.page().locator("#item")).isVisible();
        there.page().locator("#guest summary").click();
        newsIsShown(there, "menu-2");
    }

    @Test
    void anOpenPopoverStaysOpen() {
        FilesPage there = withGuest(
                "popover-",
                "<button id='opener' popovertarget='guest'>More</button><div popover id='guest'>All of it</div>");
        there.page().locator("#opener").click();
        assertThat(guest(there)).isVisible();

        newsWaits(there, "popover-2");

        assertThat(guest(there)).isVisible();
        there.page().keyboard().press("Escape");
        newsIsShown(there, "popover-2");
    }

    @Test
    void anOpenQuestionStaysAndKeepsTheFocus() {
        browsers.create("question-1");
        FilesPage there = browsers.second().open("question-");
        there.row("question-1").locator("[data-action='delete']").click();
        Locator no = there.page().locator("#confirm-cancel");
        no.focus();

        browsers.create("question-2");

        assertThat(there.row("question-2")).hasCount(1);
        assertThat(there.page().locator("#confirm-dialog")).isVisible();
        assertThat(no).isFocused();
        no.click();
        assertThat(there.row("question-1")).isVisible();
    }

    @Test
    void aDragIsNotBroken() {
        FilesPage there = withGuest("drag-", "<span id='guest' draggable='true'>Drag me</span>");
        there.page()
                .evaluate("() => { window.said = []; for (const type of ['dragstart', 'dragend'])"
                        + " document.addEventListener(type, () => said.push(type)); }");
        BoundingBox from = guest(there).boundingBox();
        Mouse mouse = there.page().mouse();
        mouse.move(from.x + 5, from.y + 5);
        mouse.down();
        mouse.move(from.x + 60, from.y + 20, new Mouse.MoveOptions().setSteps(5));
        there.page().waitForCondition(() -> there.page().evaluate("said.length").equals(1));

        newsWaits(there, "drag-2");

        mouse.move(from.x + 90, from.y + 30);
        assertEquals(List.of("dragstart"), there.page().evaluate("said"));
        mouse.up();
        newsIsShown(there, "drag-2");
        assertEquals(List.of("dragstart", "dragend"), there.page().evaluate("said"));
    }

    @Test
    void aPressedButtonIsStillThereWhenItIsReleased() {
        browsers.create("press-5");
        FilesPage there = browsers.second().open("press-");
        BoundingBox pin = there.pin("press-5").boundingBox();
        Mouse mouse = there.page().mouse();
        mouse.move(pin.x + pin.width / 2, pin.y + pin.height / 2);
        mouse.down();

        // Before the pressed one in the list: the release would hit another row.
        newsWaits(there, "press-1");

        mouse.up();
        assertThat(there.pin("press-5")).hasAttribute("aria-pressed", "true");
        newsIsShown(there, "press-1");
        assertThat(there.pin("press-1")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void mediaPlaysOn() {
        FilesPage page = browsers.second();
        page.page()
                .route(
                        "**/tone.wav",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("audio/wav")
                                .setBodyBytes(Tone.seconds(60))));
        FilesPage there = withGuest("media-", "<audio id='guest' src='tone.wav' muted></audio>");
        guest(there).evaluate("audio => audio.play()");
        double before = position(there);
        there.page().waitForCondition(() -> position(there) > before);

        newsWaits(there, "media-2");

        double then = position(there);
        there.page().waitForCondition(() -> position(there) > then);
        assertEquals(false, guest(there).evaluate("audio => audio.paused"));
        assertEquals(true, guest(there).evaluate("audio => audio.guest === true"), "the very same element");
        guest(there).evaluate("audio => audio.pause()");
        newsIsShown(there, "media-2");
        page.page().unroute("**/tone.wav");
    }

    @Test
    void theFocusedButtonOfARowKeepsTheFocusWhenTheRowChanges() {
        browsers.create("button-1");
        FilesPage here = browsers.first().open("button-");
        FilesPage there = browsers.second().open("button-");
        there.pin("button-1").focus();

        here.pin("button-1").click();

        assertThat(there.pin("button-1")).hasAttribute("aria-pressed", "true");
        assertThat(there.pin("button-1")).isFocused();
        browsers.create("button-0");
        assertThat(there.row("button-0")).isVisible();
        assertThat(there.pin("button-1")).isFocused();
    }

    @Test
    void theChipCountsIsAnnouncedAndTheListWaitsBehindIt() {
        FilesPage there = withGuest("chip-", "<input id='guest' autocomplete='off'>");
        guest(there).focus();
        for (int n = 1; n <= 3; n++) {
            browsers.create("chip-" + (n + 1));
            assertThat(there.chip()).hasText(n == 1 ? "1 update" : n + " updates");
        }
        assertThat(there.page().getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("3 updates")))
                .hasCount(1);
        assertThat(there.page().locator("#files-rows tr")).hasCount(1);

        there.chip().click();

        assertThat(there.page().locator("#files-rows tr")).hasCount(4);
        assertThat(there.chip()).isHidden();
    }

    @Test
    void aFetchOnItsWayIsNeverAbortedAndOneMoreFollowsIt() {
        FilesPage here = browsers.first().open("flight-");
        FilesPage there = browsers.second().open("flight-");
        Page page = there.page();
        List<String> asked = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/files?")) {
                asked.add(request.url());
            }
        });
        page.onRequestFailed(request -> failed.add(request.url()));
        var late = new AtomicReference<Runnable>();
        page.route("**/api/files?*", route -> {
            APIResponse answer = route.fetch();
            Runnable arrive = () -> route.fulfill(new Route.FulfillOptions().setResponse(answer));
            if (!late.compareAndSet(null, arrive)) {
                arrive.run();
            }
        });
        browsers.create("flight-1");
        page.waitForCondition(() -> late.get() != null);

        browsers.create("flight-2", "flight-3");
        page.waitForCondition(() -> there.events().size() == 3);
        // Where nothing is on its way a fetch has followed by now: here the same would be under way beside the first.
        assertThat(here.row("flight-3")).isVisible();
        browsers.create("flight-4");
        assertThat(here.row("flight-4")).isVisible();
        assertEquals(1, asked.size(), "one is on its way");
        late.get().run();

        assertThat(there.row("flight-3")).isVisible();
        assertThat(there.row("flight-2")).isVisible();
        page.unroute("**/api/files?*");
        assertEquals(2, asked.size(), "one for all that came meanwhile");
        assertEquals(List.of(), failed);
        there.assertNotReloaded();
    }

    /** The second browser with a list of one file, in whose row this element has been put. */
    private static FilesPage withGuest(String beginning, String html) {
        browsers.create(beginning + "1");
        FilesPage there = browsers.second().open(beginning);
        there.putGuest(beginning + "1", html);
        return there;
    }

    private static Locator guest(FilesPage files) {
        return files.page().locator("#guest");
    }

    /** Somebody creates this file, and the list waits behind its chip as it is. */
    private static void newsWaits(FilesPage there, String name) {
        browsers.create(name);
        assertThat(there.chip()).hasText("1 update");
        assertThat(there.row(name)).hasCount(0);
    }

    /** The person is done: the list shows the file, without having been asked. */
    private static void newsIsShown(FilesPage there, String name) {
        assertThat(there.row(name)).isVisible();
        assertThat(there.chip()).isHidden();
        there.assertNotReloaded();
    }

    private static void compose(CDPSession keyboard, String text) {
        JsonObject composition = new JsonObject();
        composition.addProperty("text", text);
        composition.addProperty("selectionStart", text.length());
        composition.addProperty("selectionEnd", text.length());
        keyboard.send("Input.imeSetComposition", composition);
    }

    private static void insert(CDPSession keyboard, String text) {
        JsonObject inserted = new JsonObject();
        inserted.addProperty("text", text);
        keyboard.send("Input.insertText", inserted);
    }

    private static double position(FilesPage files) {
        return ((Number) guest(files).evaluate("audio => audio.currentTime")).doubleValue();
    }
}
