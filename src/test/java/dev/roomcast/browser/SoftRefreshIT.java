package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two browsers on two workers: what one changes the other shows, softly and soon. Each test has files of its own. */
class SoftRefreshIT {

    private static final int SAMPLES = 5;
    private static final long PROMISED_MS = 1000;

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
    void everyKindOfChangeArrivesWithoutAReload() {
        FilesPage here = browsers.first().open("kinds-");
        FilesPage there = browsers.second().open("kinds-");

        here.create("kinds-1");
        assertThat(there.row("kinds-1")).isVisible();

        here.edit("kinds-1");
        here.rename("kinds-2");
        assertThat(there.row("kinds-2")).isVisible();
        assertThat(there.row("kinds-1")).hasCount(0);

        here.pin("kinds-2").click();
        assertThat(there.pin("kinds-2")).hasAttribute("aria-pressed", "true");

        here.delete("kinds-2");
        assertThat(there.row("kinds-2")).hasCount(0);
        here.assertNotReloaded();
        there.assertNotReloaded();
    }

    @Test
    void aChangeIsShownWithinASecond() {
        FilesPage here = browsers.first().open("soon-");
        FilesPage there = browsers.second().open("soon-");
        browsers.create("soon-1");
        assertThat(there.pin("soon-1")).isVisible();
        assertThat(here.pin("soon-1")).isVisible();

        // From before the click, so earlier than the commit, until the other page shows it: longer than what is
        // promised.
        // The median of several, because the test's machine may stall for a moment and the product cannot help it.
        List<Long> tookMs = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            String next = sample % 2 == 0 ? "true" : "false";
            long start = System.nanoTime();
            here.pin("soon-1").click();
            assertThat(there.pin("soon-1")).hasAttribute("aria-pressed", next);
            tookMs.add((System.nanoTime() - start) / 1_000_000);
            assertThat(here.pin("soon-1")).hasAttribute("aria-pressed", next);
        }
        Collections.sort(tookMs);
        assertTrue(tookMs.get(SAMPLES / 2) < PROMISED_MS, () -> "took " + tookMs + " ms");
        there.assertNotReloaded();
    }

    @Test
    void keepsTheHalfTypedSearchItsCaretAndTheScrolledRow() {
        browsers.create(IntStream.range(10, 50).mapToObj(n -> "kept-row-" + n).toArray(String[]::new));
        FilesPage there = browsers.second().open("kept");
        Locator search = there.search();
        search.press("End");
        search.pressSequentially("-r");
        search.press("Home");
        search.press("ArrowRight");
        Locator row = there.row("kept-row-20");
        row.evaluate("row => scrollTo(0, scrollY + row.getBoundingClientRect().top - 100)");
        assertThat(there.page()).hasURL(Pattern.compile("q=kept-r$"));
        assertEquals(100, top(row), 1.0, "scrolled to the row");
        double top = top(row);

        browsers.create("kept-row-01", "kept-row-02");

        assertThat(there.row("kept-row-02")).hasCount(1);
        assertThat(search).hasValue("kept-r");
        assertEquals(1, FilesPage.caret(search));
        assertEquals(top, top(row), 1.0, "the row that the person looked at moved");
        there.assertNotReloaded();
    }

    @Test
    void losesNoKeystrokeWhileChangesArrive() {
        FilesPage there = browsers.second().open("keys-");
        there.search().press("End");
        String typed = "a few words";
        for (int n = 0; n < typed.length(); n++) {
            there.search().pressSequentially(typed.substring(n, n + 1));
            browsers.create("keys-" + n);
        }
        assertThat(there.search()).hasValue("keys-" + typed);
        assertEquals("keys-".length() + typed.length(), FilesPage.caret(there.search()));
    }

    @Test
    void keepsAnOpenDialogAndLeadsOutOfTheConflict() {
        browsers.create("dialog-1");
        FilesPage here = browsers.first().open("dialog-");
        FilesPage there = browsers.second().open("dialog-");
        there.edit("dialog-1");
        Page page = there.page();
        Locator note = page.locator("#file-note");
        note.fill("half a thought");
        note.press("Home");
        note.press("ArrowRight");

        here.edit("dialog-1");
        here.page().locator("#file-note").fill("a whole one");
        here.rename("dialog-3");

        assertThat(there.row("dialog-3")).hasCount(1);
        assertThat(there.dialog()).isVisible();
        assertThat(note).hasValue("half a thought");
        assertEquals(1, FilesPage.caret(note));
        assertThat(page.locator("#file-name")).hasValue("dialog-1");

        page.locator("#file-save").click();
        assertThat(page.locator("[data-theirs='note']")).containsText("a whole one");
        assertThat(page.locator("[data-yours='note']")).containsText("half a thought");
        assertThat(page.locator("[data-theirs='name']")).hasCount(0);
        assertThat(page.locator("#file-name")).hasValue("dialog-3");
        page.locator("#file-save").click();
        assertThat(there.dialog()).isHidden();
        assertThat(here.row("dialog-3")).containsText("half a thought");
        there.assertNotReloaded();
    }

    @Test
    void aTextSelectionHoldsTheListBehindTheChipUntilItIsReleased() {
        FilesPage there = selectingIn("select-");
        browsers.create("select-2");
        assertThat(there.chip()).hasText("1 update");
        browsers.create("select-3");
        assertThat(there.chip()).hasText("2 updates");
        assertThat(there.row("select-2")).hasCount(0);
        assertFalse(selectedText(there).isEmpty());

        there.page().locator("h1").click();

        assertThat(there.row("select-2")).isVisible();
        assertThat(there.row("select-3")).isVisible();
        assertThat(there.chip()).isHidden();
        there.assertNotReloaded();
    }

    @Test
    void theChipAppliesWhatWaitsWhenAsked() {
        FilesPage there = selectingIn("asked-");
        browsers.create("asked-2");
        there.chip().click();
        assertThat(there.row("asked-2")).isVisible();
        assertThat(there.chip()).isHidden();
    }

    @Test
    void ownChangesAreNotAnnouncedAsForeign() {
        FilesPage here = browsers.first().open("own-");
        FilesPage there = browsers.second().open("own-");
        here.create("own-1");
        assertThat(there.row("own-1")).isVisible();
        here.page().waitForCondition(() -> here.events().size() == 1);
        here.pin("own-1").click();
        assertThat(there.pin("own-1")).hasAttribute("aria-pressed", "true");
        here.page().waitForCondition(() -> here.events().size() == 2);

        assertEquals(List.of("own", "own"), here.events());
        assertEquals(List.of("foreign", "foreign"), there.events());
        assertTrue(here.morphs().stream().allMatch(updates -> updates.equals(0)), () -> here.morphs()
                .toString());
        assertEquals(List.of(1, 1), there.morphs());
        assertThat(here.page().locator("#files-news")).isEmpty();
    }

    /** The second browser with a list of one file, in whose row the person has selected a word. */
    private static FilesPage selectingIn(String beginning) {
        browsers.create(beginning + "1");
        FilesPage there = browsers.second().open(beginning);
        there.row(beginning + "1").locator("td.cell-mediaType").dblclick();
        assertFalse(selectedText(there).isEmpty());
        return there;
    }

    private static String selectedText(FilesPage files) {
        return (String) files.page().evaluate("getSelection().toString()");
    }

    private static double top(Locator row) {
        return ((Number) row.evaluate("row => row.getBoundingClientRect().top")).doubleValue();
    }
}
