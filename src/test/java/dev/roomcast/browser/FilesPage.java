package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Worker;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** The files page in one tab: what a person sees and does there, and what the page told about itself. */
public final class FilesPage {

    /** Runs before the page's own scripts and keeps what they announce. */
    private static final String RECORDER = """
            window.recorded = { states: [], events: [], ids: [], morphs: [], refreshing: 0 };
            document.addEventListener('sync:state', ({ detail }) => recorded.states.push(detail.state));
            document.addEventListener('sync:event', ({ detail }) => {
                recorded.events.push(detail.own ? 'own' : 'foreign');
                recorded.ids.push(detail.event.id);
            });
            document.addEventListener('files:refresh', ({ detail }) => {
                recorded.refreshing++;
                // Once all listeners have run: the page's own says when it is done.
                queueMicrotask(() => Promise.resolve(detail.done).catch(() => {}).then(() => recorded.refreshing--));
            });
            document.addEventListener('sync:morphed', ({ detail }) => recorded.morphs.push(detail.updates));
            """;

    private final Page page;
    private final URI server;

    private FilesPage(Page page, URI server) {
        this.page = page;
        this.server = server;
    }

    /** A new tab that asks for the files page, is led to the sign-in page, signs in there and is led back. */
    static FilesPage signIn(BrowserContext context, Worker worker) {
        return signIn(context, worker.uri());
    }

    /** The same, at a server by its root. */
    public static FilesPage signIn(BrowserContext context, URI server) {
        FilesPage files = in(context, server);
        Page page = files.page;
        page.navigate(server.resolve("files.html").toString());
        page.locator("#login").fill(Cluster.ADMIN);
        page.locator("#password").fill(Cluster.ADMIN_PASSWORD);
        page.locator("#sign-in-submit").click();
        assertThat(page.locator("#account")).hasAttribute("data-login", Cluster.ADMIN);
        files.awaitLive();
        return files;
    }

    /** A new tab, to be opened with {@link #open}; its context is signed in already. */
    static FilesPage in(BrowserContext context, Worker worker) {
        return in(context, worker.uri());
    }

    /** The same, at a server by its root. */
    static FilesPage in(BrowserContext context, URI server) {
        Page page = context.newPage();
        page.addInitScript(RECORDER);
        return new FilesPage(page, server);
    }

    Page page() {
        return page;
    }

    /** Loads the list of the files whose names have this beginning, and waits until it is shown and live. */
    public FilesPage open(String beginning) {
        page.navigate(server.resolve("files.html?q=" + beginning).toString());
        assertThat(page.locator("#files-list[aria-busy]")).hasCount(0);
        awaitLive();
        page.evaluate("() => { window.stillHere = true; recorded.events = []; recorded.morphs = []; }");
        return this;
    }

    void awaitLive() {
        assertThat(state()).hasAttribute("data-state", "live");
    }

    Locator state() {
        return page.locator("#sync-state");
    }

    public Locator search() {
        return page.locator("#files-search");
    }

    Locator dialog() {
        return page.locator("#file-dialog");
    }

    public Locator chip() {
        return page.locator("[data-sync-chip='files-list']");
    }

    /** The row of the file with this name. */
    public Locator row(String name) {
        Locator exactly = page.locator(
                ".row-name", new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*" + name + "\\s*$")));
        return page.locator("#files-rows tr").filter(new Locator.FilterOptions().setHas(exactly));
    }

    /** What each row shows: id, version, name and pin. */
    List<?> rows() {
        return (List<?>)
                page.evaluate("() => [...document.querySelectorAll('#files-rows tr')].map((row) => [row.dataset.id,"
                        + " row.dataset.version, row.querySelector('.row-name').textContent.trim(),"
                        + " row.querySelector('[data-action=pin]').ariaPressed].join(' '))");
    }

    Locator pin(String name) {
        return row(name).locator("[data-action='pin']");
    }

    public void create(String name) {
        page.locator("#file-create").click();
        page.locator("#file-name").fill(name);
        save();
    }

    /** Saves the file in the open dialog under another name. */
    void rename(String newName) {
        page.locator("#file-name").fill(newName);
        save();
    }

    void delete(String name) {
        row(name).locator("[data-action='delete']").click();
        page.locator("#confirm-yes").click();
    }

    /** Opens the dialog of this file. */
    void edit(String name) {
        row(name).locator(".row-name").click();
        assertThat(dialog()).isVisible();
    }

    private void save() {
        page.locator("#file-save").click();
        assertThat(dialog()).isHidden();
    }

    /** The states of the connection since the page was loaded, in their order. */
    List<?> states() {
        return (List<?>) page.evaluate("recorded.states");
    }

    /** {@code own} or {@code foreign} for each event since {@link #open}. */
    List<?> events() {
        return (List<?>) page.evaluate("recorded.events");
    }

    /** How many events there have been about the file in this row, since the page was loaded. */
    public long eventsOf(Locator row) {
        String id = row.getAttribute("data-id");
        return ((List<?>) page.evaluate("recorded.ids"))
                .stream().filter(id::equals).count();
    }

    /** Waits until the list is shown as it was after the last event heard. */
    public void awaitShown() {
        page.waitForCondition(() -> page.evaluate("recorded.refreshing").equals(0));
    }

    /** Puts an element with the id {@code guest} into the row of a file: the refresh must not tell it from the row's own. */
    Locator putGuest(String name, String html) {
        return putGuest(name, html, "");
    }

    /** Puts a field that holds what somebody has typed into the row of a file; no refresh finds it while it is empty. */
    public Locator putTyped(String name, String text) {
        Locator typed = putGuest(name, "<input id='guest' autocomplete='off'>", text);
        assertThat(typed).hasValue(text);
        return typed;
    }

    private Locator putGuest(String name, String html, String text) {
        row(name)
                .locator(".row-name")
                .evaluate(
                        "(name, [html, text]) => { name.insertAdjacentHTML('afterend', html);"
                                + " const guest = document.getElementById('guest'); guest.guest = true;"
                                + " if (text) { guest.value = text; } }",
                        List.of(html, text));
        return page.locator("#guest");
    }

    /** For each time that the list was refreshed since {@link #open}: how many foreign changes were in it. */
    List<?> morphs() {
        return (List<?>) page.evaluate("recorded.morphs");
    }

    /** Where the caret is in this field, which has the focus. */
    static int caret(Locator field) {
        assertThat(field).isFocused();
        return (Integer) field.evaluate("field => field.selectionStart");
    }

    /** The document is the one that {@link #open} loaded. */
    public void assertNotReloaded() {
        assertEquals(true, page.evaluate("window.stillHere === true"), "the page was loaded again");
    }
}
