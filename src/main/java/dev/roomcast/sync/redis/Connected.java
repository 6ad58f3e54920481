package dev.roomcast.sync.redis;

import java.util.List;
import java.util.function.LongSupplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection for commands, and the life of the server it leads to.
 *
 * @param asking whether a slot is being moved to that server, which then takes commands on it only if asked so
 */
record Connected(Jedis redis, ServerLife life, boolean asking) {

    /** Makes ready an open connection; closes it when that fails. */
    static Connected to(Jedis redis, List<Script> scripts, LongSupplier nanoTime) {
        try {
            scripts.forEach(script -> script.teach(redis));
            return new Connected(redis, ServerLife.of(redis, nanoTime), false);
        } catch (JedisException e) {
            close(redis);
            throw e;
        }
    }

    Connected asking(boolean on) {
        return new Connected(redis, life, on);
    }

    /** For the next command on keys. */
    Jedis next() {
        if (asking) {
            redis.asking();
        }
        return redis;
    }

    void close() {
        close(redis);
    }

    private static void close(Jedis redis) {
        try {
            redis.close();
        } catch (JedisException e) {
            // It is gone already.
        }
    }
}
