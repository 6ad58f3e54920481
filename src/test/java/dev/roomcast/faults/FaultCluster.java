package dev.roomcast.faults;

import dev.roomcast.bus.RedisServer;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.h2.tools.Server;
import redis.clients.jedis.Jedis;

/**
 * Three workers that notice faults quickly, with a Redis and a database server. Each worker has a {@link FaultProxy} between itself and Redis, and
 * a door: the proxy by which its clients come, which leads to another worker while this one is not there.
 */
final class FaultCluster implements AutoCloseable {
    static final int WORKERS = 3;
    /** More events than any test makes: the whole past can be looked at in the end. */
    private static final int HISTORY = 100_000;

    static final int REDIS_TIMEOUT_MS = 500;
    static final int PING_INTERVAL_MS = 1_000;
    static final int PING_TIMEOUT_MS = 2_000;

    private final Server database;
    private final Path directory;
    private final List<Seat> seats;
    private final ApiClient admin;
    private RedisServer redis;

    FaultCluster() {
        try {
            redis = RedisServer.started();
            System.setProperty("h2.bindAddress", "127.0.0.1");
            directory = Files.createTempDirectory("roomcast-faults-");
            database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        seats = IntStream.range(0, WORKERS)
                .mapToObj(n -> new Seat(n, redis.port(), this::plan))
                .toList();
        // The first worker makes the tables; the others find them.
        seats.get(0).start();
        seats.get(0).awaitReady();
        seats.stream().skip(1).forEach(Seat::start);
        seats.forEach(Seat::awaitReady);
        openDoors();
        admin = ApiClient.signIn(seats.get(0).worker(), Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
    }

    private Worker.Plan plan(FaultProxy bus) {
        return Worker.roomcast()
                .port(FreePort.next())
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.redis.uri", "redis://127.0.0.1:" + bus.port())
                .property("roomcast.redis.timeout", String.valueOf(REDIS_TIMEOUT_MS))
                .property("roomcast.socket.ping-interval", String.valueOf(PING_INTERVAL_MS))
                .property("roomcast.socket.ping-timeout", String.valueOf(PING_TIMEOUT_MS))
                .property("roomcast.sync.history", String.valueOf(HISTORY))
                .property("roomcast.db.url", databaseUrl())
                .property("roomcast.files.dir", directory.resolve("files").toString());
    }

    List<Seat> seats() {
        return seats;
    }

    Seat seat(int number) {
        return seats.get(number);
    }

    /** The Redis that is the primary now. */
    RedisServer redis() {
        return redis;
    }

    /** The administrator, on the first worker. */
    ApiClient admin() {
        return admin;
    }

    /** Tells each door which workers are there: its own first. */
    void openDoors() {
        for (Seat seat : seats) {
            seat.door()
                    .retarget(IntStream.range(0, WORKERS)
                            .mapToObj(n -> seats.get((seat.number() + n) % WORKERS))
                            .filter(Seat::isReady)
                            .map(other -> other.worker().port())
                            .toList());
        }
    }

    /** Opens the doors to workers that have started by now. */
    void welcomeStarted() {
        boolean more = false;
        for (Seat seat : seats) {
            more |= !seat.isReady() && seat.hasStarted();
        }
        if (more) {
            openDoors();
        }
    }

    /** Another server is the primary from now on; the former one is ended when it still runs. */
    void failOverTo(RedisServer successor) {
        RedisServer former = redis;
        redis = successor;
        seats.forEach(seat -> seat.bus().retarget(List.of(successor.port())));
        former.close();
    }

    /** Asks Redis itself, past all faults. */
    <T> T redis(Function<Jedis, T> command) {
        try (Jedis direct = new Jedis("127.0.0.1", redis.port(), 5_000)) {
            return command.apply(direct);
        }
    }

    /** What the database says of the files whose names begin like this: version by id. */
    Map<Long, Long> files(String beginning) {
        Map<Long, Long> versions = new TreeMap<>();
        try (var connection = DriverManager.getConnection(databaseUrl());
                var query = connection.prepareStatement("select id, version from file where name like ?")) {
            query.setString(1, beginning + "%");
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getLong(1), row.getLong(2));
                }
            }
            return versions;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether every committed event is published, as the database says. */
    boolean isOutboxEmpty() {
        try (var connection = DriverManager.getConnection(databaseUrl());
                var waiting = connection.createStatement().executeQuery("select 1 from outbox limit 1")) {
            return !waiting.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String databaseUrl() {
        return "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/./roomcast";
    }

    @Override
    public void close() {
        seats.forEach(Seat::close);
        database.stop();
        redis.close();
        Directories.delete(directory);
    }
}
