package dev.roomcast.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/** A master, two replicas and three sentinels that watch them. */
public final class RedisSentinels extends ReplicatedRedis {
    static final String MASTER = "roomcast";
    private static final String SENTINEL_PASSWORD = "change-me-sentinel";
    private static final JedisClientConfig SENTINEL =
            DefaultJedisClientConfig.builder().password(SENTINEL_PASSWORD).build();

    private final List<RedisServer> group = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinels(boolean tls) {
        super(tls);
        RedisServer master = start("replicated.conf", "--repl-diskless-sync-delay", "0");
        group.add(master);
        for (int i = 0; i < 2; i++) {
            group.add(start(
                    "replicated.conf",
                    "--replicaof",
                    "127.0.0.1 " + master.announcedPort(),
                    "--repl-diskless-sync-delay",
                    "0"));
        }
        group.forEach(this::makeRoomcastUser);
        awaitReplicas(master, 2);
        IntStream.range(0, 3).forEach(i -> sentinels.add(sentinel(master)));
        awaitAcquaintance();
    }

    public static RedisSentinels plain() {
        return new RedisSentinels(false);
    }

    /** Sentinels too are reached over TLS. */
    static RedisSentinels overTls() {
        return new RedisSentinels(true);
    }

    /** Faster than operators want it. */
    private RedisServer sentinel(RedisServer master) {
        try {
            String text = Files.readString(RedisServer.configured("sentinel.conf"))
                    .replace("10.0.0.1 6379", "127.0.0.1 " + master.announcedPort())
                    .replace("down-after-milliseconds roomcast 5000", "down-after-milliseconds roomcast 700")
                    .replace("failover-timeout roomcast 30000", "failover-timeout roomcast 1500");
            Path file = Files.createTempFile("sentinel", ".conf");
            try {
                return start("redis", Files.writeString(file, text), "--sentinel");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAcquaintance() {
        Await.until("the sentinels know each other and the replicas", () -> sentinels.stream()
                .allMatch(sentinel -> askSentinel(sentinel, RedisSentinels::knowsAll)));
    }

    private static boolean knowsAll(Jedis sentinel) {
        Map<String, String> master = sentinel.sentinelMaster(MASTER);
        return master.get("num-slaves").equals("2")
                && master.get("num-other-sentinels").equals("2")
                && master.get("flags").equals("master");
    }

    private static <T> T askSentinel(RedisServer sentinel, Function<Jedis, T> question) {
        return ask(sentinel, SENTINEL, question);
    }

    @Override
    Map<String, String> places() {
        return Map.of(
                "roomcast.redis.sentinels",
                scheme() + LOGIN + "@" + addresses(sentinels.stream()) + "/" + MASTER,
                "roomcast.redis.sentinel-password",
                SENTINEL_PASSWORD);
    }

    @Override
    List<RedisServer> masters() {
        return List.of(master());
    }

    @Override
    List<RedisServer> group() {
        return group;
    }

    /** Whether the first sentinel names it. */
    @Override
    boolean isMaster(RedisServer server) {
        String port = askSentinel(sentinels.get(0), redis -> redis.sentinelGetMasterAddrByName(MASTER))
                .get(1);
        return port.equals(String.valueOf(server.announcedPort()));
    }

    /** Makes it one, as the sentinels do when they have looked at it for eight seconds. */
    @Override
    void awaitFollowing(RedisServer former) {
        RedisServer master = master();
        on(former, redis -> redis.replicaof("127.0.0.1", master.announcedPort()));
        awaitReplicas(master, 2);
    }

    RedisServer sentinel(int index) {
        return sentinels.get(index);
    }

    /** Another server, which nobody watches. */
    RedisServer startAnother() {
        RedisServer another = start("replicated.conf", "--min-replicas-to-write", "0");
        makeRoomcastUser(another);
        return another;
    }

    /** Makes the sentinels name a server as the master, behind everybody's back. */
    void name(RedisServer master) {
        for (RedisServer sentinel : sentinels) {
            askSentinel(sentinel, redis -> {
                redis.sentinelRemove(MASTER);
                redis.sentinelMonitor(MASTER, "127.0.0.1", master.announcedPort(), 2);
                return redis.sentinelSet(
                        MASTER,
                        Map.of(
                                "auth-pass", PASSWORD,
                                "down-after-milliseconds", "700",
                                "failover-timeout", "1500"));
            });
        }
        if (group.contains(master)) {
            awaitAcquaintance();
        }
    }
}
