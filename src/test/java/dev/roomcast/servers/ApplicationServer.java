package dev.roomcast.servers;

import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.PostgresServer;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An application server with its administration tool, on free ports of 127.0.0.1, beside a PostgreSQL. It starts as it comes; what it then is told,
 * the scripts of {@code server-config} say.
 */
abstract class ApplicationServer implements AutoCloseable {
    /** Where applications of ours are, below the server's root. */
    static final String CONTEXT = "portal";

    static final List<String> QUICK_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(150);
    private static final long TOOL_SECONDS = 120;

    final Path directory;
    final int port;
    final int administration;
    private final PostgresServer postgres = PostgresServer.started();
    private final List<String> command;
    private Worker worker;

    ApplicationServer(Path directory, int port, int administration) throws IOException {
        this.directory = directory;
        this.port = port;
        this.administration = administration;
        this.command = command();
        start();
    }

    private void start() throws IOException {
        Map<String, String> environment = new TreeMap<>(postgres.environment());
        environment.put("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD);
        worker = Worker.launch(directory, port, CONTEXT + "/api/health/ready", environment, command);
        withItsLog(() -> Await.until("the server is up", STARTED_WITHIN, this::isUp));
    }

    /** Ends its process and starts it anew. */
    final void restart() {
        worker.stop();
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void withItsLog(Runnable waiting) {
        try {
            waiting.run();
        } catch (AssertionError late) {
            String said = log();
            close();
            throw new AssertionError(late.getMessage() + "; it said:\n" + said, late);
        }
    }

    /** What starts it, once its files are in the directory. */
    abstract List<String> command() throws IOException;

    /** Whether it takes orders. */
    abstract boolean isUp();

    /** Does what the scripts of {@code server-config} say; fails when one of their lines does. */
    abstract void configure();

    /** Its configuration as it keeps it. */
    abstract String configuration();

    /** Gives a setting the value that an administrator gives it in the console. */
    abstract void set(String setting, String value);

    /** Has the server take up its configuration, with a WAR below the context. */
    abstract void deploy(Path war);

    /** The root of the application. */
    URI root() {
        return worker.uri().resolve(CONTEXT + "/");
    }

    /** The root of the server. */
    URI serverRoot() {
        return worker.uri();
    }

    PostgresServer postgres() {
        return postgres;
    }

    void awaitReady() {
        withItsLog(worker::awaitReady);
    }

    /** All that it has said so far. */
    String log() {
        return worker.log();
    }

    /** Runs the administration tool, and returns what it said; fails when the tool does. */
    String administer(Path from, List<String> command) {
        try {
            Path said = Files.createTempFile(directory, "administration-", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(from.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String output = Files.readString(said);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(command + " said:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A script of the server's language with these lines. */
    Path script(String name, List<String> lines) {
        try {
            return Files.write(directory.resolve(name), lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of files in a directory of {@code server-config}, one file after the other. */
    static List<String> lines(Path folder, String... names) {
        return Stream.of(names)
                .flatMap(name -> read(folder.resolve(name)).lines())
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            worker.close();
        } finally {
            postgres.close();
        }
    }
}
