package dev.roomcast.sync.redis;

import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection for commands, and the life of the server it leads to.
 *
 * @param asking whether a slot is being moved to that server, which then takes commands on it only if asked so
 */
record Connected(Jedis redis, String runId, boolean asking) {

    /** Makes ready an open connection; closes it when that fails. */
    static Connected to(Jedis redis, List<Script> scripts) {
        try {
            scripts.forEach(script -> script.teach(redis));
            return new Connected(redis, runId(redis.info("server")), false);
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

    Connected asking(boolean on) {
        return new Connected(redis, runId, on);
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
