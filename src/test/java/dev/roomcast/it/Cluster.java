package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.tools.Server;
import redis.embedded.RedisServer;

/**
 * Two workers that share a Redis and a database server, with a known administrator: what {@code ./run --workers 2} starts. One for all tests
 * of a JVM, started by the first that asks and ended with the JVM; a test that breaks a part of it starts one of its own.
 */
public final class Cluster implements AutoCloseable {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    private final RedisServer redis;
    private final int redisPort;
    private final Server database;
    private final Worker first;
    private final Worker second;

    private Cluster() throws IOException, SQLException {
        redisPort = FreePort.next();
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .onShutdownForceStop(true)
                .build();
        redis.start();
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Path directory = Files.createTempDirectory("roomcast-database-");
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        first = plan().launch();
        // The first worker makes the tables; the second finds them.
        first.awaitReady();
        second = plan().start();
    }

    /** The cluster that all tests of this JVM share. */
    public static Cluster shared() {
        return Shared.CLUSTER;
    }

    /** A cluster for one test, to be closed by it. */
    public static Cluster start() {
        try {
            return new Cluster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Worker first() {
        return first;
    }

    public Worker second() {
        return second;
    }

    public String redisUri() {
        return "redis://127.0.0.1:" + redisPort;
    }

    /** The administrator, signed in on the first worker. */
    public ApiClient admin() {
        return ApiClient.signIn(first, ADMIN, ADMIN_PASSWORD);
    }

    /** What a further worker of this cluster starts with. */
    public Worker.Plan plan() {
        return Worker.roomcast()
                .environment("ROOMCAST_ADMIN_PASSWORD", ADMIN_PASSWORD)
                .property("roomcast.redis.uri", redisUri())
                .property("roomcast.db.url", "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/./roomcast");
    }

    @Override
    public void close() {
        try {
            second.close();
            first.close();
        } finally {
            database.stop();
            stopRedis();
        }
    }

    private void stopRedis() {
        try {
            redis.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final Cluster CLUSTER = start();
    }
}
