package dev.roomcast.sync.redis;

import dev.roomcast.sync.BusDownException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A few connections for commands, shared by all threads. A connection that failed is closed, and so are its idle peers.
 */
final class Commands {
    private static final int CONNECTIONS = 4;

    private final Connector connector;
    private final List<Script> scripts;
    private final int timeoutMs;
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final Queue<Connected> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** A connection and the life of the server it leads to. */
    record Connected(Jedis redis, String runId) {}

    /** @param scripts taught to the server on every new connection */
    Commands(Connector connector, List<Script> scripts, int timeoutMs) {
        this.connector = connector;
        this.scripts = scripts;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Runs commands on a connection.
     *
     * @param commands may run twice: repeated on a new connection when an idle one turns out to be dead
     * @throws BusDownException when Redis does not answer in time, or refuses
     */
    <T> T call(Function<Connected, T> commands) {
        try {
            if (!permits.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
                throw new BusDownException("all connections to Redis are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusDownException("interrupted", e);
        }
        try {
            return callWithPermit(commands);
        } finally {
            permits.release();
        }
    }

    private <T> T callWithPermit(Function<Connected, T> commands) {
        Connected old = idle.poll();
        if (old != null) {
            try {
                return callOn(old, commands);
            } catch (JedisConnectionException e) {
                // A restart kills idle connections; only a fresh one tells whether Redis is there.
                if (stopped || e.getCause() instanceof SocketTimeoutException) {
                    throw down(e);
                }
            } catch (JedisException e) {
                throw down(e);
            }
        }
        try {
            return callOn(connect(), commands);
        } catch (JedisException e) {
            throw down(e);
        }
    }

    private <T> T callOn(Connected connected, Function<Connected, T> commands) {
        boolean done = false;
        try {
            T result = commands.apply(connected);
            done = true;
            return result;
        } finally {
            if (done && !stopped) {
                idle.add(connected);
            } else {
                close(connected.redis);
                closeIdle();
            }
        }
    }

    private Connected connect() {
        if (stopped) {
            throw new BusDownException("stopped");
        }
        Jedis redis = connector.connect();
        try {
            scripts.forEach(script -> script.teach(redis));
            return new Connected(redis, runId(redis.info("server")));
        } catch (JedisException e) {
            close(redis);
            throw e;
        }
    }

    private static String runId(String info) {
        return info.lines()
                .filter(line -> line.startsWith("run_id:"))
                .findFirst()
                .map(line -> line.substring("run_id:".length()).strip())
                .orElseThrow(() -> new JedisException("INFO names no run_id"));
    }

    private static BusDownException down(JedisException e) {
        return new BusDownException("Redis: " + e.getMessage(), e);
    }

    /** Closes all connections; calls under way fail. */
    void stop() {
        stopped = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Connected connected = idle.poll(); connected != null; connected = idle.poll()) {
            close(connected.redis);
        }
    }

    private static void close(Jedis redis) {
        try {
            redis.close();
        } catch (JedisException e) {
            // It is gone already.
        }
    }
}
