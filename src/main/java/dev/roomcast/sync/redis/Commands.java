package dev.roomcast.sync.redis;

import dev.roomcast.sync.BusDownException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Brings commands to the server that has their keys, and follows them when they are moved. For all threads. */
final class Commands {
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MS = 50;

    private final Connector connector;
    private final List<Script> scripts;
    private final int timeoutMs;
    private final LongSupplier nanoTime;
    private final Map<HostAndPort, Pool> pools = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** @param asking whether only for a slot that is being moved there */
    private record Target(HostAndPort server, boolean asking) {}

    /** @param scripts taught to every server on every new connection */
    Commands(Connector connector, List<Script> scripts, int timeoutMs, LongSupplier nanoTime) {
        this.connector = connector;
        this.scripts = scripts;
        this.timeoutMs = timeoutMs;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs commands on a connection to the server that has a key.
     *
     * @param commands may run more than once: repeated where the key is now, and on a new connection when an idle
     *     one turns out to be dead
     * @throws BusDownException when Redis does not answer in time, or refuses
     */
    <T> T call(String key, Function<Connected, T> commands) {
        try {
            Target target = new Target(connector.serverOf(key), false);
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                try {
                    return callAt(target, commands);
                } catch (JedisException e) {
                    target = next(key, target, e);
                }
            }
            return callAt(target, commands);
        } catch (JedisException e) {
            throw new BusDownException("Redis: " + e.getMessage(), e);
        }
    }

    private <T> T callAt(Target target, Function<Connected, T> commands) {
        Pool pool = pools.computeIfAbsent(
                target.server, server -> new Pool(() -> connector.connect(server), scripts, timeoutMs, nanoTime));
        if (stopping.getCount() == 0) {
            pool.stop();
        }
        return pool.call(on -> commands.apply(on.asking(target.asking)));
    }

    /** Where to try again; throws the exception when there is no use in it. */
    private Target next(String key, Target failed, JedisException e) {
        if (e instanceof JedisAskDataException ask) {
            return new Target(ask.getTargetNode(), true);
        }
        if (e instanceof JedisMovedDataException moved) {
            connector.onMoved(moved.getSlot(), moved.getTargetNode());
            return new Target(moved.getTargetNode(), false);
        }
        if (says(e, "TRYAGAIN") && pause()) {
            // Some of the keys have been moved and some have not.
            return new Target(connector.serverOf(key), false);
        }
        if (e instanceof JedisConnectionException || says(e, "READONLY") || says(e, "CLUSTERDOWN")) {
            connector.forget();
            HostAndPort now = connector.serverOf(key);
            if (!now.equals(failed.server)) {
                leave(failed.server);
                return new Target(now, false);
            }
        }
        throw e;
    }

    private static boolean says(JedisException e, String code) {
        return e.getMessage() != null && e.getMessage().startsWith(code);
    }

    /** False when stopped meanwhile. */
    private boolean pause() {
        try {
            return !stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(HostAndPort server) {
        Pool left = pools.remove(server);
        if (left != null) {
            left.stop();
        }
    }

    /** Closes all connections; calls under way fail. */
    void stop() {
        stopping.countDown();
        pools.values().forEach(Pool::stop);
    }
}
