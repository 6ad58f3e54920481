package dev.roomcast.sync.redis;

import dev.roomcast.sync.BusDownException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A few connections to one server, shared by all threads. A connection that failed is closed, and so are its idle
 * peers.
 */
final class Pool {
    private static final int CONNECTIONS = 4;

    private final Supplier<Jedis> server;
    private final List<Script> scripts;
    private final int timeoutMs;
    private final LongSupplier nanoTime;
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final Queue<Connected> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** @param scripts taught to the server on every new connection */
    Pool(Supplier<Jedis> server, List<Script> scripts, int timeoutMs, LongSupplier nanoTime) {
        this.server = server;
        this.scripts = scripts;
        this.timeoutMs = timeoutMs;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs commands on a connection.
     *
     * @param commands may run twice: repeated on a new connection when an idle one turns out to be dead
     * @throws JedisException when the server does not answer in time, or refuses
     * @throws BusDownException when no connection is free in time
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
                    throw e;
                }
            }
        }
        return callOn(connect(), commands);
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
                connected.close();
                closeIdle();
            }
        }
    }

    private Connected connect() {
        if (stopped) {
            throw new BusDownException("stopped");
        }
        return Connected.to(server.get(), scripts, nanoTime);
    }

    /** Closes all connections; calls under way fail. */
    void stop() {
        stopped = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Connected connected = idle.poll(); connected != null; connected = idle.poll()) {
            connected.close();
        }
    }
}
