package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL on a free port of 127.0.0.1, with a directory and an empty database of its own. */
public final class PostgresServer implements AutoCloseable {
    private static final String FIRST = "postgres";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);

    /** PostgreSQL refuses to run as root. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");

    private final Path directory;
    private final Path programs = programs();
    private final int port = FreePort.next();
    private final AtomicInteger databases = new AtomicInteger();
    private final Process process;

    private PostgresServer(Path directory) throws IOException {
        this.directory = directory;
        Path data = directory.resolve("data");
        if (isRoot()) {
            finish(new ProcessBuilder("chown", "nobody:nogroup", directory.toString()));
        }
        finish(program(
                "initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"));
        process = program(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-h",
                        "127.0.0.1",
                        "-k",
                        directory.toString())
                .start();
        Await.until("PostgreSQL answers on " + port, START, this::answers);
    }

    public static PostgresServer started() {
        try {
            return new PostgresServer(Files.createTempDirectory("roomcast-postgres-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of its database, which its user {@code postgres} may change without a password. */
    public String url() {
        return url(FIRST);
    }

    /** The address of a database of this name. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Makes a further database, an empty one; its name. */
    public String newDatabase() {
        String database = "further" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(url(), user(), "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it is, as psql and the scripts in {@code server-config} read it from the environment. */
    public Map<String, String> environment() {
        return environment(FIRST);
    }

    /** The same for a database of this name. */
    public Map<String, String> environment(String database) {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(port),
                "PGDATABASE",
                database,
                "PGUSER",
                user(),
                "PGPASSWORD",
                "not asked");
    }

    public String user() {
        return "postgres";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Directories.delete(directory);
        logFile().toFile().delete();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("PostgreSQL ended: " + log());
        }
        try (var connection = DriverManager.getConnection(url(), user(), "")) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>(isRoot() ? AS_NOBODY : List.of());
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    }

    private void finish(ProcessBuilder builder) throws IOException {
        try {
            Process started = builder.start();
            if (!started.waitFor(START.toSeconds(), TimeUnit.SECONDS) || started.exitValue() != 0) {
                started.destroyForcibly();
                throw new AssertionError(builder.command() + " failed: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path logFile() {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    private String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Debian keeps the programs of each version off the PATH; the newest is taken. */
    private static Path programs() {
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions = Files.isDirectory(debian) ? Files.list(debian) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())))
                    .orElseGet(PostgresServer::onPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path onPath() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("PostgreSQL is needed: install it (apt-get install postgresql)"));
    }
}
