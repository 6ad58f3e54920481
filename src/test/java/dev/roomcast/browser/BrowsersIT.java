package dev.roomcast.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BrowsersIT {

    private static final byte[] PAGE =
            "<!doctype html><title>One</title><button onclick=\"document.title = 'Two'\">Go</button>"
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void opensAPageAndRunsItsScript() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        server.start();
        try (Browsers browsers = Browsers.launch()) {
            Page page = browsers.browser().newPage();
            page.navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            assertEquals("One", page.title());
            page.getByText("Go").click();
            assertEquals("Two", page.title());
        } finally {
            server.stop(0);
        }
    }
}
