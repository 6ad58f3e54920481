package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.bus.RedisServer;
import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After undeployment and redeployment no thread, socket or class loader of ours stays behind. */
class RedeployIT {
    private static final int ROUNDS = 3;
    private static final long ANSWER_SECONDS = 120;
    private static final String PASSWORD = "redeploy-secret";
    private static final RedisServer REDIS = RedisServer.started();
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private int port;
    private Process server;
    private PrintStream orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StringBuffer log = new StringBuffer();

    @BeforeEach
    void start() throws IOException, InterruptedException {
        port = FreePort.next();
        Path root = directory.resolve("root");
        PayaraMicro.unpack(root);
        // What only caches hold, softly, counts as collected.
        List<String> command = new ArrayList<>(List.of(Project.java(), "-Xmx512m", "-XX:SoftRefLRUPolicyMSPerMB=0"));
        command.addAll(PayaraMicro.moduleOptions());
        command.add("-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS");
        command.add("-Droomcast.db.url=jdbc:h2:file:" + directory.resolve("db"));
        command.add("-Droomcast.admin.password=" + PASSWORD);
        command.add("-Droomcast.redis.uri=redis://127.0.0.1:" + REDIS.port());
        command.addAll(List.of("-cp", root.resolve("launch-micro.jar") + File.pathSeparator + onlyItself()));
        command.addAll(List.of(RedeployServer.class.getName(), Project.war().toString(), String.valueOf(port)));
        command.add(root.toString());
        server = new ProcessBuilder(command).redirectErrorStream(true).start();
        orders = new PrintStream(server.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(server.getInputStream()), "redeploy-log");
        reader.setDaemon(true);
        reader.start();
        assertEquals("started", answer());
    }

    /** A class path with the server's program alone: other test classes would stand before the application's. */
    private Path onlyItself() throws IOException {
        String name = RedeployServer.class.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve("classes").resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(Project.testClasses().resolve(name), copy);
        return directory.resolve("classes");
    }

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        orders.close();
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        long heapAfterFirst = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            assertEquals("true", order("deploy"), log::toString);
            use("round " + round);
            Await.until("threads of ours to end", WITHIN, () -> order("threads").equals("[]"));
            Await.until("the hub to be collected", WITHIN, () -> order("instances dev.roomcast.sync.Hub")
                    .equals("0"));
            long heap = Long.parseLong(order("heap"));
            if (round == 1) {
                heapAfterFirst = heap;
            } else {
                long grown = heap - heapAfterFirst;
                assertTrue(grown < 8L << 20, () -> "the heap grew by " + grown + " bytes since the first undeployment");
            }
        }
    }

    /** Undeploys while a page is connected and has just heard of a change over Redis. */
    private void use(String name) {
        URI base = URI.create("http://127.0.0.1:" + port + "/");
        ApiClient client = ApiClient.signIn(base, "admin", PASSWORD);
        try (Page page = Page.open(client.cookie(), base)) {
            assertTrue(page.join("files").getBoolean("ok"));
            var created = client.post(
                            "api/files",
                            Json.createObjectBuilder().add("name", name).build())
                    .expect(201);
            page.awaitChange("files:changed", created.id());
            assertEquals("1", order("instances dev.roomcast.sync.Hub"));
            assertEquals("undeployed", order("undeploy"));
            page.awaitClosed();
        }
    }

    private String order(String text) {
        orders.println(text);
        return answer();
    }

    private String answer() {
        try {
            String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            assertTrue(answer != null, () -> "no answer; the server said:\n" + log);
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.append(line).append('\n');
                if (line.startsWith("answer: ")) {
                    answers.add(line.substring("answer: ".length()));
                }
            }
        } catch (IOException e) {
            log.append("log ended: ").append(e.getMessage());
        }
    }
}
