package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ConformanceServer;
import dev.roomcast.it.Project;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official socket.io-client from npm, unchanged: what it shows stands in {@code src/test/node/stock-client.mjs}. */
class StockClientIT {
    private static final long DEADLINE_SECONDS = 30;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    void talksToTheServer(String mode) throws IOException, InterruptedException {
        File said = directory.resolve("said").toFile();
        Process client = new ProcessBuilder(
                        "node",
                        Project.file("src/test/node/stock-client.mjs").toString(),
                        ConformanceServer.uri().toString(),
                        mode)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        boolean ended = client.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        client.destroyForcibly();
        String output = Files.readString(said.toPath(), StandardCharsets.UTF_8);
        assertTrue(ended, () -> "the client did not end; it said:\n" + output);
        assertEquals(0, client.exitValue(), output);
        assertTrue(output.endsWith("done\n"), output);
    }
}
