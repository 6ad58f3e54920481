package dev.roomcast.it;

import dev.roomcast.bus.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;

/**
 * Two workers that share a Redis and a database server, with a known administrator: what {@code ./run --workers 2} starts. One for all tests
 * of a JVM, started by the first that asks and ended with the JVM; a test that breaks a part of it starts one of its own.
 */
public final class Cluster implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    private final RedisServer redis;
    private final Server database;
    private final Path databaseDirectory;
    private final Path filesDirectory;
    private final List<Worker> workers = new ArrayList<>();

    private Cluster(int howMany) throws IOException, SQLException {
        redis = RedisServer.started();
        System.setProperty("h2.bindAddress", "127.0.0.1");
        databaseDirectory = Files.createTempDirectory("roomcast-database-");
        filesDirectory = Files.createTempDirectory("roomcast-files-");
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", databaseDirectory.toString())
                .start();
        // The first worker makes the tables; the others find them.
        for (int n = 0; n < howMany; n++) {
            workers.add(plan().longLived().start());
        }
    }

    /** The Redis of this cluster, for tests that stop it. */
    public RedisServer redis() {
        return redis;
    }

    /** The cluster that all tests of this JVM share. */
    public static Cluster shared() {
        return Shared.CLUSTER;
    }

    /** A cluster for one test, to be closed by it. */
    public static Cluster start() {
        return start(2);
    }

    /** What workers share, for a test that starts them all by itself, by {@link #plan()}. */
    public static Cluster withoutWorkers() {
        return start(0);
    }

    private static Cluster start(int howMany) {
        try {
            return new Cluster(howMany);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Worker first() {
        return workers.get(0);
    }

    public Worker second() {
        return workers.get(1);
    }

    /** Where the workers keep the contents of files. */
    public Path filesDirectory() {
        return filesDirectory;
    }

    public String redisUri() {
        return "redis://127.0.0.1:" + redis.port();
    }

    /** The administrator, signed in on the first worker. */
    public ApiClient admin() {
        return ApiClient.signIn(first(), ADMIN, ADMIN_PASSWORD);
    }

    /** Someone who may only read, signed in on the first worker. */
    public ApiClient viewer() {
        return viewer(first().uri());
    }

    /** The same, signed in at a server by its root. */
    public ApiClient viewer(URI root) {
        return person(root, 1000, "viewer");
    }

    /** Someone who may change what is not for administrators alone, signed in on the first worker. */
    public ApiClient editor() {
        return person(first().uri(), 1001, "editor");
    }

    private ApiClient person(URI root, long id, String role) {
        // With the administrator's password: how passwords are kept is no business of the tests.
        String copy = """
                merge into app_user (id, version, login, full_name, role, active, password, must_change_password,
                                     created_at, created_by, changed_at, changed_by) key (id)
                select %1$d, 1, '%2$s', '%2$s', '%2$s', true, password, false,
                       created_at, created_by, changed_at, changed_by
                  from app_user where id = 1""";
        sql(copy.formatted(id, role));
        return ApiClient.signIn(root, role, ADMIN_PASSWORD);
    }

    /** Changes the database behind the workers' backs; how many rows that concerned. */
    public int sql(String statement) {
        try (var connection = DriverManager.getConnection(databaseUrl());
                var changing = connection.createStatement()) {
            return changing.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the database count what it executes from now on. */
    void countStatements() {
        sql("set query_statistics false");
        sql("set query_statistics true");
    }

    /** How often it has executed statements like this, in upper case, since then. */
    long executed(String like) {
        try (var connection = DriverManager.getConnection(databaseUrl());
                var query = connection.prepareStatement("select coalesce(sum(execution_count), 0)"
                        + " from information_schema.query_statistics where upper(sql_statement) like ?")) {
            query.setString(1, like);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a further worker of this cluster starts with. */
    public Worker.Plan plan() {
        return Worker.roomcast()
                .environment("ROOMCAST_ADMIN_PASSWORD", ADMIN_PASSWORD)
                .property("roomcast.redis.uri", redisUri())
                .property("roomcast.db.url", databaseUrl())
                .property("roomcast.files.dir", filesDirectory.toString());
    }

    /** When the workers gave their last signs of life, to be compared. */
    Object workersSeen() {
        try (var connection = DriverManager.getConnection(databaseUrl());
                var query = connection.createStatement();
                var row = query.executeQuery("select min(seen_at), max(seen_at) from worker")) {
            row.next();
            return row.getString(1) + row.getString(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String databaseUrl() {
        return "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/./roomcast";
    }

    @Override
    public void close() {
        try {
            workers.forEach(Worker::close);
        } finally {
            database.stop();
            redis.close();
            Directories.delete(databaseDirectory);
            Directories.delete(filesDirectory);
        }
    }

    private static final class Shared {
        static final Cluster CLUSTER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(CLUSTER::close));
        }
    }
}
