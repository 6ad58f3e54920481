package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import dev.roomcast.it.Worker;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody starts Roomcast for the first time and knows of it only what the screen says. */
class FirstDayIT {

    private static final String ANNOUNCED = "login admin, password ";
    private static final String OWN_PASSWORD = "a password of my own";
    private static final FilePayload LETTER =
            new FilePayload("letter.txt", "text/plain", "Dear all".getBytes(StandardCharsets.UTF_8));

    @Test
    void fromThePrintedPasswordToAFileInASecondWindow() {
        try (Worker worker = Worker.roomcast().databaseInMemory().start();
                Browsers browsers = Browsers.launch();
                BrowserContext context = browsers.browser().newContext(new NewContextOptions().setLocale("en-GB"))) {
            String line = worker.logLine(ANNOUNCED).orElseThrow();
            Page page = context.newPage();
            page.navigate(worker.uri().toString());
            signIn(page, line.substring(line.indexOf(ANNOUNCED) + ANNOUNCED.length()));
            choosePassword(page, line.substring(line.indexOf(ANNOUNCED) + ANNOUNCED.length()));
            assertThat(page.locator("#account")).hasAttribute("data-login", "admin");

            createCategory(page);
            Page second = context.newPage();
            second.navigate(worker.uri().toString());
            go(second, "Files");
            uploadFile(page);

            for (Page window : new Page[] {page, second}) {
                Locator row = window.locator("#files-rows tr", new Page.LocatorOptions().setHasText("letter.txt"));
                assertThat(row).containsText("Letters");
                assertThat(row).containsText("8 bytes");
            }
        }
    }

    private static void signIn(Page page, String password) {
        page.getByLabel("Login").fill("admin");
        page.getByLabel("Password").fill(password);
        button(page, "Sign in").click();
    }

    private static void choosePassword(Page page, String given) {
        assertThat(page).hasURL(Pattern.compile("/password\\.html"));
        page.locator("#current").fill(given);
        page.locator("#new-password").fill(OWN_PASSWORD);
        page.locator("#again").fill(OWN_PASSWORD);
        button(page, "Change password").click();
        assertThat(page).not().hasURL(Pattern.compile("/password\\.html"));
    }

    private static void createCategory(Page page) {
        go(page, "Categories");
        button(page, "New category").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("Letters");
        button(page, "Create").click();
        assertThat(page.locator("#categories-rows")).containsText("Letters");
    }

    private static void uploadFile(Page page) {
        go(page, "Files");
        button(page, "New file").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.locator("#file-content").setInputFiles(LETTER);
        assertThat(page.locator("#file-name")).hasValue("letter.txt");
        page.locator("#file-category").selectOption(new SelectOption().setLabel("Letters"));
        button(page, "Create").click();
    }

    private static void go(Page page, String where) {
        page.getByRole(AriaRole.NAVIGATION).getByText(where).click();
        assertThat(page.locator("h1")).hasText(where);
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        assertThat(page.locator("#sync-state")).hasAttribute("data-state", "live");
    }

    private static Locator button(Page page, String words) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(words).setExact(true));
    }
}
