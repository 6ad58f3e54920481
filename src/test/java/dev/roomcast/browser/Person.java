package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Somebody who does one thing after another on the files page, a small step at a time, and knows what they have typed. */
final class Person {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz 0123456789";
    private static final String KANA = "あいうえおかきくけこ";

    /** What they may be busy with. */
    private enum Doing {
        NOTHING,
        SEARCHING,
        WRITING,
        SELECTING,
        PRESSING,
        READING,
        CHOOSING
    }

    private final FilesPage files;
    private final Page page;
    private final Sight sight;
    private final Random random;
    private final String beginning;
    private final String row;
    private final CDPSession keyboard;
    private Doing doing = Doing.NOTHING;
    private Optional<Typed> typed = Optional.empty();

    /**
     * @param beginning the search that is there when they begin, and again whenever they rest
     * @param id of a file that stays
     */
    Person(FilesPage files, Sight sight, Random random, String beginning, String id) {
        this.files = files;
        this.page = files.page();
        this.sight = sight;
        this.random = random;
        this.beginning = beginning;
        this.row = "file-" + id;
        this.keyboard = page.context().newCDPSession(page);
    }

    /** The next small step; a description of it. */
    String act() {
        boolean enough = random.nextInt(12) == 0;
        if (doing == Doing.NOTHING) {
            begin(Doing.values()[1 + random.nextInt(Doing.values().length - 1)]);
            return "begins " + doing;
        }
        if (enough) {
            String ended = "ends " + doing;
            rest();
            return ended;
        }
        goOn();
        return "goes on " + doing;
    }

    /** What the field with the focus must hold, when they are typing. */
    Optional<Typed> typed() {
        return typed;
    }

    /** Leaves off what they are doing, and undoes it. */
    void rest() {
        if (typed.isPresent() && typed.get().composing()) {
            insert("愛");
        }
        switch (doing) {
            case SEARCHING -> searchAgain();
            case WRITING -> discard();
            case PRESSING -> {
                page.mouse().move(heading().x + 5, heading().y + 5);
                page.mouse().up();
            }
            case READING -> page.evaluate("scrollTo({ top: 0, behavior: 'instant' })");
            case CHOOSING -> page.locator("#files-bulk-clear").click();
            default -> {}
        }
        typed = Optional.empty();
        sight.watchNothing();
        page.locator("h1").click();
        doing = Doing.NOTHING;
    }

    /** As at the beginning; returns when the list of that search is shown, for it is the person's own wish and waits for nothing. */
    private void searchAgain() {
        sight.forgetShownSearch();
        files.search().fill(beginning);
        page.waitForCondition(() -> sight.shownSearch().equals(beginning));
    }

    private void begin(Doing what) {
        doing = what;
        switch (what) {
            case SEARCHING -> {
                files.search().focus();
                files.search().press("End");
                typed = Optional.of(new Typed(beginning));
            }
            case WRITING -> {
                openDialog();
                typed = Optional.of(new Typed(""));
            }
            case SELECTING -> {
                sight.watchList();
                page.locator("#" + row + " .row-name").hover();
                page.locator("#" + row + " td.cell-mediaType").dblclick();
            }
            case PRESSING -> {
                sight.watchList();
                Locator cell = page.locator("#" + row + " td.cell-size");
                cell.scrollIntoViewIfNeeded();
                BoundingBox box = cell.boundingBox();
                page.mouse().move(box.x + 3, box.y + 3);
                page.mouse().down();
            }
            case READING -> {
                page.evaluate(
                        "row => scrollTo({ behavior: 'instant',"
                                + " top: scrollY + document.getElementById(row).getBoundingClientRect().top - 4 })",
                        row);
                sight.watchRow(row);
            }
            case CHOOSING -> page.locator("#" + row + "-select").check();
            default -> throw new IllegalArgumentException(what.toString());
        }
    }

    private void openDialog() {
        if (random.nextBoolean()) {
            page.locator("#file-create").click();
        } else {
            page.locator("#" + row + " .row-name").click();
        }
        assertThat(files.dialog()).isVisible();
        Locator note = page.locator("#file-note");
        note.fill("");
        note.focus();
    }

    private void goOn() {
        switch (doing) {
            case SEARCHING, WRITING -> type();
            case PRESSING -> {
                BoundingBox box = page.locator("#" + row + " td.cell-size").boundingBox();
                page.mouse().move(box.x + 3 + random.nextInt(20), box.y + 3 + random.nextInt(5));
            }
            case CHOOSING -> chooseAnother();
            default -> {}
        }
    }

    /** Ticks or clears the box of another row, one that nobody deletes. */
    private void chooseAnother() {
        Locator others =
                page.locator("#files-rows tr:not(#" + row + ")", new Page.LocatorOptions().setHasText("stays"));
        others.nth(random.nextInt(others.count())).locator("[data-select=row]").click();
    }

    private void type() {
        Typed field = typed.orElseThrow();
        int what = random.nextInt(10);
        if (field.composing()) {
            if (what < 5) {
                compose();
            } else {
                insert("愛");
            }
        } else if (what == 0) {
            field.left();
            page.keyboard().press("ArrowLeft");
        } else if (what == 1) {
            field.backspace();
            page.keyboard().press("Backspace");
        } else if (what == 2) {
            compose();
        } else {
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            field.type(letter);
            page.keyboard().type(String.valueOf(letter));
        }
    }

    private void compose() {
        int length = 1 + random.nextInt(3);
        String text = KANA.substring(random.nextInt(KANA.length() - length)).substring(0, length);
        typed.orElseThrow().compose(text);
        send("Input.imeSetComposition", Map.of("text", text), length);
    }

    private void insert(String text) {
        typed.orElseThrow().commit(text);
        send("Input.insertText", Map.of("text", text), -1);
    }

    private void send(String method, Map<String, String> texts, int caret) {
        JsonObject parameters = new JsonObject();
        texts.forEach(parameters::addProperty);
        if (caret >= 0) {
            parameters.addProperty("selectionStart", caret);
            parameters.addProperty("selectionEnd", caret);
        }
        keyboard.send(method, parameters);
    }

    private void discard() {
        page.locator("#file-cancel").click();
        page.waitForCondition(
                () -> files.dialog().isHidden() || page.locator("#confirm-yes").isVisible());
        if (files.dialog().isVisible()) {
            page.locator("#confirm-yes").click();
        }
        assertThat(files.dialog()).isHidden();
    }

    private BoundingBox heading() {
        return page.locator("h1").boundingBox();
    }
}
