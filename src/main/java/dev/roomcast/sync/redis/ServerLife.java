package dev.roomcast.sync.redis;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What tells one life of a server from another: its process, and since when it has been the master. The second can change
 * under a connection, so it is asked again when a second has passed; scripts ask themselves when it is not as they know it.
 * For whoever holds the connection.
 */
final class ServerLife {
    private static final long TOLD_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Jedis redis;
    private final LongSupplier nanoTime;
    private final String runId;
    private String replicationId = "";
    private long toldAt;

    private ServerLife(Jedis redis, LongSupplier nanoTime, String runId) {
        this.redis = redis;
        this.nanoTime = nanoTime;
        this.runId = runId;
    }

    static ServerLife of(Jedis redis, LongSupplier nanoTime) {
        ServerLife life = new ServerLife(redis, nanoTime, line(redis.info("server"), "run_id"));
        if (life.runId.isEmpty()) {
            throw new JedisException("INFO names no run_id");
        }
        life.ask();
        return life;
    }

    String runId() {
        return runId;
    }

    /** As the server told it within the last second; empty when it tells none, as some hosted ones do. */
    String replicationId() {
        if (nanoTime.getAsLong() - toldAt >= TOLD_FOR_NANOS) {
            ask();
        }
        return replicationId;
    }

    private void ask() {
        toldAt = nanoTime.getAsLong();
        replicationId = line(redis.info("replication"), "master_replid");
    }

    private static String line(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }
}
