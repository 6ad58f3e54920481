package dev.roomcast.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code ./run --proxy}, as an operator types it. */
class RunIT {
    private static final Duration READY = Duration.ofSeconds(180);
    private static final Duration STOPPED = Duration.ofSeconds(40);

    @Test
    void nginxStandsInFrontOfTheWorkersAndEndsWithThem() throws Exception {
        Path data = Files.createTempDirectory("roomcast-run-");
        int port = FreePort.next();
        Process run = run(data, Map.of("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD), port);
        try {
            String ready = "Roomcast is ready: http://localhost:" + port + "/";
            Await.until("it is ready", READY, () -> {
                assertTrue(run.isAlive(), () -> said(data).toString());
                return said(data).contains(ready);
            });
            URI root = URI.create("http://localhost:" + port + "/");
            ApiClient admin = ApiClient.signIn(root, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
            assertEquals("nginx", admin.get("").header("server").orElse(""));
            assertEquals(
                    0, Site.workerOf(PollingSession.open(admin).join("files").sid()));
        } finally {
            run.destroy();
            assertTrue(run.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS), "it does not stop");
            assertFalse(listens(port), "nginx is left");
            Directories.delete(data);
        }
    }

    @Test
    void withoutNginxItSaysSoInOneLine() throws Exception {
        Path data = Files.createTempDirectory("roomcast-run-");
        try {
            Process run = run(data, Map.of("NGINX", "/nowhere/nginx"), FreePort.next());
            assertTrue(run.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS));
            assertEquals(1, run.exitValue());
            assertEquals(List.of("run: NGINX names /nowhere/nginx, which is not a program."), said(data));
        } finally {
            Directories.delete(data);
        }
    }

    private static Process run(Path data, Map<String, String> environment, int port) throws IOException {
        var builder = new ProcessBuilder("./run", "--proxy", "--port", String.valueOf(port), "--data", data.toString())
                .directory(Project.file("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("said").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> said(Path data) {
        try {
            return Files.readAllLines(data.resolve("said"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
