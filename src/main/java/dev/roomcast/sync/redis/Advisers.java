package dev.roomcast.sync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Servers that know where others are: one after the other is asked until one answers. Only one thread asks at a time;
 * all of them together take about one timeout.
 */
final class Advisers {
    private static final int LEAST_MS = 200;

    private final String whatFor;
    private final RedisAccess access;
    private final int timeoutMs;
    private final ReentrantLock asking = new ReentrantLock();
    /** The next to begin with, so that one that knows only old things is not asked for ever. Guarded by the lock. */
    private int next;

    Advisers(String whatFor, RedisAccess access, int timeoutMs) {
        this.whatFor = whatFor;
        this.access = access;
        this.timeoutMs = timeoutMs;
    }

    /**
     * @param known what another thread has found out meanwhile, or nothing
     * @param whom read once this thread may ask
     * @param question nothing for an adviser that does not know
     */
    <T> T ask(
            Supplier<Optional<T>> known,
            Supplier<List<HostAndPort>> whom,
            BiFunction<Jedis, HostAndPort, Optional<T>> question) {
        try {
            if (!asking.tryLock(2L * timeoutMs, TimeUnit.MILLISECONDS)) {
                throw new JedisConnectionException("nobody has said in time where " + whatFor + " is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("interrupted", e);
        }
        try {
            return known.get().orElseGet(() -> askOneAfterTheOther(whom.get(), question));
        } finally {
            asking.unlock();
        }
    }

    private <T> T askOneAfterTheOther(List<HostAndPort> servers, BiFunction<Jedis, HostAndPort, Optional<T>> question) {
        int each = Math.max(timeoutMs / servers.size(), LEAST_MS);
        Dialer dialer = new Dialer(access, each, each);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            HostAndPort server = servers.get(Math.floorMod(next++, servers.size()));
            try (Jedis redis = dialer.connect(server)) {
                Optional<T> answer = question.apply(redis, server);
                if (answer.isPresent()) {
                    return answer.get();
                }
                problems.add(server + " does not know");
            } catch (JedisException e) {
                problems.add(server + ": " + e.getMessage());
            }
        }
        throw new JedisConnectionException("nobody says where " + whatFor + " is: " + String.join("; ", problems));
    }
}
