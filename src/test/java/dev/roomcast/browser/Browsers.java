package dev.roomcast.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.roomcast.it.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium without a window. Playwright's driver is npm's {@code playwright-core} run by the Node on the PATH, and the browser is the one
 * named by CHROMIUM, else one found on the PATH, else Playwright's own. To be used by the thread that made it, as Playwright demands.
 */
public final class Browsers implements AutoCloseable {

    /** Far above what anything takes: a test that reaches it has found something broken, not something slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts the browser. A context of it ({@link #newContext()}) is a person with cookies of their own. */
    public static Browsers launch() {
        return launchWithout();
    }

    /** The same without some of the flags that Playwright gives by itself, such as {@code --disable-back-forward-cache}. */
    static Browsers launchWithout(String... flags) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        System.setProperty("playwright.cli.dir", driverDirectory().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            var options = new LaunchOptions().setHeadless(true).setArgs(FLAGS).setIgnoreDefaultArgs(List.of(flags));
            chromium().ifPresent(options::setExecutablePath);
            return new Browsers(playwright, playwright.chromium().launch(options));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    public Browser browser() {
        return browser;
    }

    /** One more person, signed in nowhere, who reads English and believes every certificate. */
    public BrowserContext newContext() {
        BrowserContext context = browser.newContext(new NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(1000, 560)
                .setIgnoreHTTPSErrors(true));
        context.setDefaultTimeout(PATIENCE.toMillis());
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static String node() {
        return onPath("node")
                .orElseThrow(() -> new IllegalStateException("node is not on the PATH"))
                .toString();
    }

    private static Optional<Path> chromium() {
        Optional<Path> named = Optional.ofNullable(System.getenv("CHROMIUM"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
        return named.or(
                () -> NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst());
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The layout that Playwright's Java driver expects: a directory with the npm package as {@code package}. */
    private static Path driverDirectory() {
        Path directory = Project.file("target/playwright-driver");
        Path link = directory.resolve("package");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(link)) {
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Project.file("node_modules/playwright-core"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }
}
