package dev.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Project;
import dev.roomcast.it.Worker;
import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages as people see them, on a wide and a narrow screen: they fit, complain of nothing, and leave pictures in target/screenshots. */
class AppearanceIT {

    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "Annual report 2025.pdf", "application/pdf",
            "Floor plan, second floor.svg", "image/svg+xml",
            "Interview with the founder.mp3", "audio/mpeg",
            "A name so long that no column of a reasonable table could ever hold the whole of it.docx",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Протокол собрания.txt", "text/plain"));

    private static Browsers browsers;
    private static ApiClient api;

    @BeforeAll
    static void fillTheList() {
        browsers = Browsers.launch();
        api = Cluster.shared().admin();
        int size = 700;
        for (var file : FILES.entrySet()) {
            size *= 17;
            var body = Json.createObjectBuilder()
                    .add("name", file.getKey())
                    .add("mediaType", file.getValue())
                    .add("size", size)
                    .add("note", "appearance")
                    .add("pinned", file.getKey().startsWith("A"));
            api.post("api/files", body.build()).expect(201);
        }
    }

    @AfterAll
    static void close() {
        browsers.close();
    }

    /** What a person's device is like. */
    enum Device {
        LIGHT(1280, 720, "en-GB", ColorScheme.LIGHT),
        DARK(1280, 720, "en-GB", ColorScheme.DARK),
        NARROW(360, 740, "en-GB", ColorScheme.LIGHT),
        NARROW_DARK(360, 740, "ru-RU", ColorScheme.DARK),
        RUSSIAN(1280, 720, "ru-RU", ColorScheme.LIGHT);

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

        BrowserContext newContext() {
            return browsers.browser()
                    .newContext(new NewContextOptions()
                            .setViewportSize(width, height)
                            .setLocale(locale)
                            .setTimezoneId("Europe/Moscow")
                            .setReducedMotion(ReducedMotion.REDUCE)
                            .setColorScheme(colours));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fitsAndComplainsOfNothing(Device device) {
        Worker worker = Cluster.shared().first();
        try (BrowserContext context = device.newContext()) {
            FilesPage files = FilesPage.in(context, worker);
            Page page = files.page();
            List<String> complaints = recordComplaints(page);
            page.navigate(worker.uri().resolve("sign-in.html").toString());
            assertThat(page.locator("#language-en")).isVisible();
            picture(page, device, "sign-in");

            String[] session = api.cookie().split("=", 2);
            context.addCookies(List.of(
                    new Cookie(session[0], session[1]).setUrl(worker.uri().toString())));
            files.open("appearance");
            assertThat(page.locator("#files-rows tr")).hasCount(FILES.size());
            picture(page, device, "files");

            files.edit("Annual report 2025.pdf");
            picture(page, device, "dialog");
            assertEquals(List.of(), complaints);
        }
    }

    private static List<String> recordComplaints(Page page) {
        List<String> complaints = new ArrayList<>();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return complaints;
    }

    private static void picture(Page page, Device device, String name) {
        String file = name + "-" + device.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Project.file("target/screenshots").resolve(file)));
        int beyond = (Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assertTrue(beyond <= 0, file + ": the page is " + beyond + " px wider than the screen");
    }
}
