package dev.roomcast.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import jakarta.json.Json;
import java.time.Duration;

/** Two people, each with a browser of their own on a worker of their own, both signed in and on the files page. */
final class TwoBrowsers implements AutoCloseable {

    /** Far above what anything here takes: a test that reaches it has found something broken, not something slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Browsers browsers = Browsers.launch();
    private final FilesPage first;
    private final FilesPage second;
    private final ApiClient api;

    TwoBrowsers() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        Cluster cluster = Cluster.shared();
        first = FilesPage.signIn(newContext(), cluster.first());
        second = FilesPage.signIn(newContext(), cluster.second());
        api = cluster.admin();
    }

    /** The one on the first worker. */
    FilesPage first() {
        return first;
    }

    /** The one on the second worker. */
    FilesPage second() {
        return second;
    }

    /** A third person, without a page. */
    ApiClient api() {
        return api;
    }

    /** Has the third person create files with these names. */
    void create(String... names) {
        for (String name : names) {
            api.post("api/files", Json.createObjectBuilder().add("name", name).build())
                    .expect(201);
        }
    }

    /** One more person's browser, signed in nowhere. */
    BrowserContext newContext() {
        var context = browsers.browser()
                .newContext(new NewContextOptions().setLocale("en-GB").setViewportSize(1000, 560));
        context.setDefaultTimeout(PATIENCE.toMillis());
        return context;
    }

    @Override
    public void close() {
        browsers.close();
    }
}
