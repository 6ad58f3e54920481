package dev.roomcast.bus;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real redis-server on a free port of 127.0.0.1, without persistence, in a directory of its own: the one on the PATH,
 * or else the one that the embedded-redis artifact brings.
 */
public final class RedisServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(String... options) {
        try {
            directory = Files.createTempDirectory("redis");
            port = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.options = List.of(options);
    }

    /** Starts one; options as on its command line, such as {@code --requirepass x}. */
    public static RedisServer started(String... options) {
        RedisServer server = notStarted(options);
        server.start();
        return server;
    }

    /** One that has its port but does not run yet. */
    public static RedisServer notStarted(String... options) {
        return new RedisServer(options);
    }

    public int port() {
        return port;
    }

    /** The path of its unix socket. */
    public Path unixSocket() {
        return directory.resolve("redis.sock");
    }

    /** Starts it and waits until it answers. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(binary().toString()));
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of(
                "--dir", directory.toString(), "--unixsocket", unixSocket().toString()));
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
        if (process != null) {
            stop();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private Path binary() {
        for (String folder : System.getenv("PATH").split(":")) {
            Path found = Path.of(folder, "redis-server");
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        return embedded();
    }

    private Path embedded() {
        Path unpacked = directory.resolve("redis-server");
        try (InputStream in = RedisServer.class.getResourceAsStream("/" + embeddedName())) {
            if (in == null) {
                throw new IllegalStateException("no redis-server on the PATH, and none for this machine to unpack");
            }
            if (!Files.exists(unpacked)) {
                Files.copy(in, unpacked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!unpacked.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make redis-server executable");
        }
        return unpacked;
    }

    private static String embeddedName() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (mac) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
}
