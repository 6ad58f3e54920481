package dev.roomcast.bus;

import dev.roomcast.it.Certificates;
import dev.roomcast.it.Project;
import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real redis-server on a free port of 127.0.0.1, in a directory of its own, with one of the files that operators get:
 * {@code server-config/redis}. Whatever a test forgets ends with the test's JVM.
 */
public final class RedisServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final String TLS_PORT = "--tls-port";
    private static final String STANDALONE = "standalone.conf";

    private final Path directory;
    private final int port;
    private final String program;
    private final Path configuration;
    private final List<String> options;
    private final Thread reaper = new Thread(this::end);
    private Process process;

    private RedisServer(String program, Path configuration, String... options) {
        this.program = program;
        this.configuration = configuration;
        try {
            directory = Files.createTempDirectory("redis");
            port = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.options = List.of(options);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts one; options as on its command line, such as {@code --requirepass x}. */
    public static RedisServer started(String... options) {
        RedisServer server = notStarted(options);
        server.start();
        return server;
    }

    /** One that has its port but does not run yet. */
    public static RedisServer notStarted(String... options) {
        return new RedisServer("redis", configured(STANDALONE), options);
    }

    /** Starts one of a program such as {@code valkey} with any file; the options go before what it says. */
    static RedisServer startedWith(String program, Path file, String... options) {
        RedisServer server = new RedisServer(program, file, options);
        server.start();
        return server;
    }

    /** A file of {@code server-config/redis}. */
    static Path configured(String file) {
        return Project.file("server-config/redis/" + file);
    }

    /** A port that nobody listens on. */
    static int anotherPort() {
        try {
            return freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Options for a port with TLS beside the plain one, for the tests' administrator; servers then speak TLS with each other. */
    static List<String> overTls(Certificates certificates) {
        return List.of(
                TLS_PORT,
                String.valueOf(anotherPort()),
                "--tls-cert-file",
                certificates.server().toString(),
                "--tls-key-file",
                certificates.key().toString(),
                "--tls-ca-cert-file",
                certificates.authority().toString(),
                "--tls-auth-clients",
                "no",
                "--tls-replication",
                "yes",
                "--tls-cluster",
                "yes");
    }

    /** As a bus finds it that keeps so many events per room. */
    public RedisSettings settings(int history, int timeoutMs) {
        return new RedisSettings(address(), RedisAccess.OPEN, "roomcast", history, timeoutMs);
    }

    RedisAddress.Tcp address() {
        return new RedisAddress.Tcp(new RedisAddress.Place("127.0.0.1", port));
    }

    /** The port that others are told: the one with TLS, if there is one. */
    int announcedPort() {
        int tls = options.indexOf(TLS_PORT);
        return tls < 0 ? port : Integer.parseInt(options.get(tls + 1));
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** The path of its unix socket. */
    public Path unixSocket() {
        return directory.resolve("redis.sock");
    }

    /** Starts it and waits until it answers. */
    public void start() {
        List<String> command =
                new ArrayList<>(List.of(binary().toString(), ownConfiguration().toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", directory.toString()));
        if (!options.contains("--sentinel")) {
            command.addAll(List.of("--unixsocket", unixSocket().toString()));
        }
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("redis-server answers on " + port, START, this::answers);
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Kills it as by {@code kill -9}. */
    public void stop() {
        signal("CONT");
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it and starts it on the same port, empty. */
    public void restart() {
        stop();
        start();
    }

    /** Freezes it: its connections stay open and nobody answers. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException theJvmIsEnding) {
            // It has run, or does now.
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        if (process != null) {
            stop();
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Any answer will do: an error, because it wants a password, is one. */
    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("redis-server ended: " + log());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A copy: a server may write into its file, as sentinels let it. */
    private Path ownConfiguration() {
        Path own = directory.resolve("configuration");
        try {
            return Files.exists(own) ? own : Files.copy(configuration, own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path binary() {
        Optional<Path> server = onPath(program + "-server");
        if (server.isPresent()) {
            return server.get();
        }
        // Debian's redis-tools brings the server under this name; what it does depends on the name it is called by.
        Path check = onPath(program + "-check-rdb")
                .orElseThrow(() -> new IllegalStateException(
                        program + "-server is not on the PATH: ./test installs redis-server"));
        Path link = directory.resolve(program + "-server");
        try {
            return Files.exists(link) ? link : Files.createSymbolicLink(link, check);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
