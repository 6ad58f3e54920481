package dev.roomcast.browser;

import com.microsoft.playwright.BrowserContext;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import jakarta.json.Json;

/** Two people, each with a browser of their own on a worker of their own, both signed in and on the files page. */
final class TwoBrowsers implements AutoCloseable {

    private final Browsers browsers = Browsers.launch();
    private final FilesPage first;
    private final FilesPage second;
    private final ApiClient api;

    TwoBrowsers() {
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
        return browsers.newContext();
    }

    @Override
    public void close() {
        browsers.close();
    }
}
