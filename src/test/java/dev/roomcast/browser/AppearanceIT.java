package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Project;
import dev.roomcast.it.Worker;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages as people see them, on wide and narrow screens, light and dark, in both languages: nothing is wider than the screen, axe-core
 * finds nothing to complain of, nor does the browser, and pictures are left in target/screenshots.
 */
class AppearanceIT {

    private static final List<String> PAGES =
            List.of("index", "files", "categories", "registrators", "users", "groups", "admin", "password");

    /** What has to be scrolled sideways to, with how much of it: the page, dialogs and other boxes, and all that can be operated. */
    private static final String TOO_WIDE = """
            () => {
                const told = (element, px) => `${element.tagName}#${element.id}.${element.className} ${Math.round(px)} px`;
                const scrolls = (element) => element === document.documentElement
                    || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
                const boxes = [...document.querySelectorAll('*')]
                    .filter((element) => scrolls(element) && element.scrollWidth > element.clientWidth)
                    .map((element) => told(element, element.scrollWidth - element.clientWidth));
                const controls = [...document.querySelectorAll('a, button, input, select, textarea, summary')]
                    .map((element) => [element, element.getBoundingClientRect().right - innerWidth])
                    .filter(([, beyond]) => beyond > 1)
                    .map(([element, beyond]) => told(element, beyond));
                return [...boxes, ...controls];
            }
            """;

    /** Dialogs whose name nobody hears: axe looks for those only where the role is written down. */
    private static final String NAMELESS = """
            () => [...document.querySelectorAll('dialog[open]')]
                .filter((dialog) => !document.getElementById(dialog.getAttribute('aria-labelledby'))?.textContent.trim())
                .map(({ id }) => id)
            """;

    private static Browsers browsers;
    private static Worker worker;
    private static ApiClient api;

    @BeforeAll
    static void fillTheLists() {
        browsers = Browsers.launch();
        worker = Worker.roomcast()
                .databaseInMemory()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .start();
        api = ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
        SampleData.createBy(api);
    }

    @AfterAll
    static void close() {
        browsers.close();
        worker.close();
    }

    /** What a person's device is like: each width with each language and each colour scheme, and those with each other. */
    enum Device {
        LIGHT(1280, 720, "en-GB", ColorScheme.LIGHT),
        DARK(1280, 720, "ru-RU", ColorScheme.DARK),
        NARROW(360, 740, "ru-RU", ColorScheme.LIGHT),
        NARROW_DARK(360, 740, "en-GB", ColorScheme.DARK);

        private final int width;
        private final int height;
        private final String locale;
        private final ColorScheme colours;

        Device(int width, int height, String locale, ColorScheme colours) {
            this.width = width;
            this.height = height;
            this.locale = locale;
            this.colours = colours;
        }

        /** Without the pages' content security policy: axe tries inline styles, and each would be a line in the console. */
        BrowserContext newContext() {
            return browsers.browser()
                    .newContext(new NewContextOptions()
                            .setBypassCSP(true)
                            .setViewportSize(width, height)
                            .setLocale(locale)
                            .setTimezoneId("Europe/Moscow")
                            .setReducedMotion(ReducedMotion.REDUCE)
                            .setColorScheme(colours));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPageFitsIsAccessibleAndComplainsOfNothing(Device device) {
        try (BrowserContext context = device.newContext()) {
            var look = new Look(context.newPage(), device);
            look.open("sign-in");
            look.at("sign-in");
            signIn(context);
            for (String page : PAGES) {
                look.open(page);
                look.at(page);
            }
            assertEquals(List.of(), look.complaints);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDialogFitsIsAccessibleAndComplainsOfNothing(Device device) {
        try (BrowserContext context = device.newContext()) {
            signIn(context);
            var look = new Look(context.newPage(), device);
            for (Topic topic : Topic.values()) {
                look.open(topic.word());
                look.atEmptyDialog(topic);
            }
            look.open("files");
            look.atSelection();
            look.atQuestion();
            look.open("files");
            look.atConflict();
            look.open("files");
            look.atMenus();
            assertEquals(List.of(), look.complaints);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatUploadAndPreviewShowFitsIsAccessibleAndComplainsOfNothing(Device device) {
        try (BrowserContext context = device.newContext()) {
            signIn(context);
            var look = new Look(context.newPage(), device);
            look.open("files");
            look.atUpload();
            look.atPreview();
            look.open("files");
            look.atFailure();
            assertEquals(List.of(), look.complaints);
        }
    }

    /** Made and revoked by keyboard; another tab sees both, and the secret is gone with its dialog. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "NARROW"})
    void aTokenIsMadeShownOnceAndRevoked(Device device) {
        try (BrowserContext context = device.newContext()) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            signIn(context);
            var look = new Look(context.newPage(), device);
            var other = new Look(context.newPage(), device);
            other.open("admin");
            look.open("admin");
            String name = "Billing on " + device;
            look.atTokenDialog(name);
            String secret = look.atSecret();
            Locator there = other.page.locator("#tokens tr", new Page.LocatorOptions().setHasText(name));
            assertThat(there).containsText("rc_…" + secret.substring(secret.length() - 4));
            // The browser tells of a closed dialog a frame later.
            look.page.waitForCondition(() -> look.isWithout(secret));

            var event = Json.createObjectBuilder().add("event", "files:changed").add("reason", "updated");
            Map<String, String> bearer = Map.of("Authorization", "Bearer " + secret);
            ApiClient system = ApiClient.anonymous(worker);
            system.send("POST", "api/sync/events", Optional.of(event.build()), bearer)
                    .expect(202);
            look.revoke(name);
            assertThat(there).hasCount(0);
            system.send("POST", "api/sync/events", Optional.of(event.build()), bearer)
                    .expect(401);
            assertEquals(List.of(), look.complaints);
        }
    }

    @Test
    void noPageBreaksItsContentSecurityPolicy() {
        try (BrowserContext context = browsers.browser().newContext()) {
            signIn(context);
            var look = new Look(context.newPage(), Device.LIGHT);
            PAGES.forEach(look::open);
            for (Topic topic : Topic.values()) {
                look.open(topic.word());
                look.openEmptyDialog(topic);
            }
            look.open("files");
            look.upload("policy.txt");
            look.openPreview("policy.txt");
            assertEquals(List.of(), look.complaints);
        }
    }

    private static void signIn(BrowserContext context) {
        String[] session = api.cookie().split("=", 2);
        context.addCookies(
                List.of(new Cookie(session[0], session[1]).setUrl(worker.uri().toString())));
    }

    /** One tab on one device. */
    private static final class Look {
        private final Page page;
        private final Device device;
        private final List<String> complaints = new ArrayList<>();

        Look(Page page, Device device) {
            this.page = page;
            this.device = device;
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !isAnsweredRefusal(message.text())) {
                    complaints.add(message.text());
                }
            });
        }

        /** The browser notes each answer that is no success, also those that the test asked for. */
        private static boolean isAnsweredRefusal(String text) {
            return text.contains("412 (Precondition Failed)");
        }

        void open(String name) {
            page.navigate(worker.uri().resolve(name + ".html").toString());
            assertThat(page.locator("#language-en").first()).isAttached();
            assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        }

        /** Takes a picture of what is there now, and checks it. */
        void at(String name) {
            String file = name + "-" + device.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Project.file("target/screenshots").resolve(file)));
            assertEquals(List.of(), page.evaluate(TOO_WIDE), file + ": wider than the screen");
            assertEquals(List.of(), page.evaluate(NAMELESS), file + ": dialogs without a name");
            Axe.assertNothingViolated(page, file);
        }

        void atEmptyDialog(Topic topic) {
            openEmptyDialog(topic);
            at("dialog-" + topic.word());
        }

        /** The dialog of a new record, and what it says when nothing is filled in. */
        void openEmptyDialog(Topic topic) {
            page.locator("#" + topic.one() + "-create").click();
            assertThat(page.locator("#" + topic.one() + "-dialog")).isVisible();
            page.locator("#" + topic.one() + "-save").click();
            assertThat(page.locator(".field-error").first()).isVisible();
        }

        /** The dialog of a new token: what it says of nothing, and then filled in and sent. */
        void atTokenDialog(String name) {
            page.locator("#token-create").press("Enter");
            assertThat(page.locator("#token-name")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#token-rooms-error")).not().isEmpty();
            assertThat(page.locator("#token-name-error")).isVisible();
            at("token-nothing");
            page.locator("#token-name").fill(name);
            page.locator("#token-topics-list [value=files]").press("Space");
            page.locator("#token-further").fill("weather, stock");
            page.locator("#token-rooms-list [value=files]").press("Space");
            page.locator("#token-rooms-list [value=global]").press("Space");
            at("token-dialog");
            page.locator("#token-make").press("Enter");
        }

        /** The secret that is shown once, as it comes into the clipboard. */
        String atSecret() {
            Locator value = page.locator("#secret-value");
            assertThat(value).isVisible();
            String secret = value.inputValue();
            at("token-secret");
            page.keyboard().press("Escape");
            assertThat(page.locator("#confirm-dialog")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("#secret-copy")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#secret-copied")).not().isEmpty();
            assertEquals(secret, page.evaluate("navigator.clipboard.readText()"));
            page.keyboard().press("Escape");
            assertThat(value).isHidden();
            return secret;
        }

        /** Whether a text stands nowhere in the page, nor in the field of secrets. */
        boolean isWithout(String text) {
            return !page.content().contains(text)
                    && page.locator("#secret-value").inputValue().isEmpty();
        }

        void revoke(String name) {
            Locator row = page.locator("#tokens tr", new Page.LocatorOptions().setHasText(name));
            assertThat(row).containsText("weather");
            page.locator("#tokens").scrollIntoViewIfNeeded();
            at("tokens");
            row.locator("[data-revoke]").press("Enter");
            page.locator("#confirm-yes").press("Enter");
            assertThat(row).hasCount(0);
            assertThat(page.locator("#token-create")).isFocused();
        }

        void atSelection() {
            page.locator("#files-rows [data-select=row]").first().check();
            assertThat(page.locator("#files-bulk")).isVisible();
            at("selection");
        }

        void atQuestion() {
            page.locator("#files-rows [data-action=delete]").first().click();
            assertThat(page.locator("#confirm-dialog")).isVisible();
            at("question");
        }

        /** The dialog of a file that somebody else has changed meanwhile, and the question whether to discard what was typed. */
        void atConflict() {
            Locator row = page.locator("#files-rows tr", new Page.LocatorOptions().setHasText(SampleData.REPORT));
            String id = row.getAttribute("data-id");
            row.locator(".row-name").click();
            page.locator("#file-note").fill("Mine, on " + device);
            var theirs = Json.createObjectBuilder().add("note", "Theirs, on " + device);
            api.send("PATCH", "api/files/" + id, Optional.of(theirs.build()), Map.of())
                    .expect(200);
            page.locator("#file-save").click();
            assertThat(page.locator("#file-conflict")).isVisible();
            at("conflict");
            page.locator("#file-cancel").click();
            assertThat(page.locator("#confirm-dialog")).isVisible();
            at("discard");
        }

        /** What opens on the page itself: the menus of the frame, the filters, the chip. */
        void atMenus() {
            openIfThere("#files-filters-open", "filters");
            openIfThere("#menu", "menu");
            openIfThere("#account", "account");
        }

        /** What is said when a record is saved and its content has been sent. */
        void atUpload() {
            upload(contentOfThisDevice());
            assertThat(page.locator(".upload[data-state=done]")).isVisible();
            at("upload");
        }

        /** A toast and an upload that tell of a failure, which stay until they are closed. */
        void atFailure() {
            var refused = new Route.FulfillOptions().setStatus(412).setBody("{}");
            page.route("**/api/files/*/{toggle,content}", route -> route.fulfill(refused));
            upload("refused.txt");
            assertThat(page.locator(".upload[data-state=failed]")).isVisible();
            page.locator("#files-rows [data-action=pin]").first().click();
            assertThat(page.locator(".toast-error")).isVisible();
            at("failure");
        }

        void atPreview() {
            openPreview(contentOfThisDevice());
            at("preview");
        }

        private String contentOfThisDevice() {
            return "looked at on " + device + ".txt";
        }

        /** Creates a file with a small content; returns when the record is there, and the content on its way. */
        void upload(String name) {
            page.locator("#file-create").click();
            assertThat(page.locator("#file-dialog")).isVisible();
            page.locator("#file-content")
                    .setInputFiles(new FilePayload(name, "text/plain", name.getBytes(StandardCharsets.UTF_8)));
            page.locator("#file-save").click();
            assertThat(page.locator("#uploads .upload").filter(new Locator.FilterOptions().setHasText(name)))
                    .isVisible();
        }

        void openPreview(String name) {
            page.locator("#files-search").fill(name);
            page.locator("#files-rows tr", new Page.LocatorOptions().setHasText(name))
                    .locator("[data-action=preview]")
                    .click();
            assertThat(page.locator("#preview")).isVisible();
        }

        private void openIfThere(String opener, String name) {
            if (page.locator(opener).isVisible()) {
                page.locator(opener).click();
                at(name);
                page.keyboard().press("Escape");
            }
        }
    }
}
