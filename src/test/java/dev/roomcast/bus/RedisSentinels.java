package dev.roomcast.bus;

import dev.roomcast.sync.redis.RedisAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A master, two replicas and three sentinels that watch them. */
final class RedisSentinels implements AutoCloseable {
    static final String MASTER = "roomcast";
    private static final String SENTINEL_PASSWORD = "change-me-sentinel";

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    RedisSentinels() {
        try {
            assemble();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void assemble() {
        RedisServer master = RedisServer.startedWith("replicated.conf", "--repl-diskless-sync-delay", "0");
        servers.add(master);
        for (int i = 0; i < 2; i++) {
            servers.add(RedisServer.startedWith(
                    "replicated.conf", "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0"));
        }
        servers.forEach(server -> with(server, RedisKindContract::makeRoomcastUser));
        Await.until("both replicas are there", () -> replicas(master) == 2);
        IntStream.range(0, 3).forEach(i -> sentinels.add(sentinel(master)));
        Await.until("the sentinels know each other and the replicas", () -> sentinels.stream()
                .allMatch(RedisSentinels::knowsAll));
    }

    /** Faster than operators want it. */
    private RedisServer sentinel(RedisServer master) {
        try {
            String text = Files.readString(RedisServer.configured("sentinel.conf"))
                    .replace("10.0.0.1 6379", "127.0.0.1 " + master.port())
                    .replace("down-after-milliseconds roomcast 5000", "down-after-milliseconds roomcast 700")
                    .replace("failover-timeout roomcast 30000", "failover-timeout roomcast 1500");
            Path file = Files.createTempFile("sentinel", ".conf");
            try {
                return RedisServer.startedWith("redis", Files.writeString(file, text), "--sentinel");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean knowsAll(RedisServer sentinel) {
        try (Jedis redis = RedisKindContract.admin(sentinel.port(), SENTINEL_PASSWORD)) {
            Map<String, String> master = redis.sentinelMaster(MASTER);
            return master.get("num-slaves").equals("2")
                    && master.get("num-other-sentinels").equals("2")
                    && master.get("flags").equals("master");
        }
    }

    private static long replicas(RedisServer server) {
        try (Jedis redis = RedisKindContract.admin(server.port(), RedisKindContract.PASSWORD)) {
            return redis.info("replication")
                    .lines()
                    .filter(line -> line.startsWith("slave") && line.contains("state=online"))
                    .count();
        }
    }

    private static void with(RedisServer server, Consumer<Jedis> command) {
        try (Jedis redis = RedisKindContract.admin(server.port(), RedisKindContract.PASSWORD)) {
            command.accept(redis);
        }
    }

    RedisAddress address() {
        return new RedisAddress.Sentinels(
                sentinels.stream().map(RedisServer::place).toList(), MASTER, SENTINEL_PASSWORD);
    }

    /** The server that the first sentinel names. */
    RedisServer master() {
        try (Jedis redis = RedisKindContract.admin(sentinels.get(0).port(), SENTINEL_PASSWORD)) {
            int port =
                    Integer.parseInt(redis.sentinelGetMasterAddrByName(MASTER).get(1));
            return servers.stream()
                    .filter(server -> server.port() == port)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** As the sentinels do with a former master that is back, when they have looked at it for eight seconds. */
    void makeReplica(RedisServer former) {
        RedisServer master = master();
        with(former, redis -> redis.replicaof("127.0.0.1", master.port()));
        Await.until("two replicas", Duration.ofSeconds(20), () -> replicas(master) == 2);
    }

    RedisServer sentinel(int index) {
        return sentinels.get(index);
    }

    /** What is published from now on reaches no replica, and is taken nevertheless. */
    void cutOffReplicas() {
        RedisServer master = master();
        with(master, redis -> redis.configSet("min-replicas-to-write", "0"));
        servers.stream().filter(server -> server != master).forEach(RedisServer::pause);
        // What is under way would still be read by whoever wakes up.
        with(master, redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "replica"));
    }

    void resumeReplicas() {
        servers.stream().filter(server -> server.isRunning()).forEach(RedisServer::resume);
    }

    /** Makes the sentinels name a server as the master, behind everybody's back. */
    void name(RedisServer master) {
        for (RedisServer sentinel : sentinels) {
            try (Jedis redis = RedisKindContract.admin(sentinel.port(), SENTINEL_PASSWORD)) {
                redis.sentinelRemove(MASTER);
                redis.sentinelMonitor(MASTER, "127.0.0.1", master.port(), 2);
                redis.sentinelSet(
                        MASTER,
                        Map.of(
                                "auth-pass", RedisKindContract.PASSWORD,
                                "down-after-milliseconds", "700",
                                "failover-timeout", "1500"));
            }
        }
        if (servers.contains(master)) {
            Await.until("the sentinels know each other again", () -> sentinels.stream()
                    .allMatch(RedisSentinels::knowsAll));
        }
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        servers.forEach(RedisServer::close);
    }
}
