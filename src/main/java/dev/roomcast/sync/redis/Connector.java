package dev.roomcast.sync.redis;

import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * Knows on which server a key or channel is, and opens connections to servers. For all threads; every call blocks for
 * some timeouts at most and throws a {@code JedisException} when it fails.
 */
interface Connector {
    /** Two unanswered pings: see {@link RedisListener}. */
    int SILENCE_TIMEOUTS = 2;

    /** The server of a key or channel; asks for it when that is not known. */
    HostAndPort serverOf(String name);

    /** Connects and signs in. */
    Jedis connect(HostAndPort server);

    /** Something failed: the next {@link #serverOf} asks again. */
    void forget();

    /** A server has said where the names of a Cluster slot are now. */
    default void onMoved(int slot, HostAndPort server) {
        forget();
    }

    /** The one for the kind of Redis that the settings name. */
    static Connector to(RedisSettings settings) {
        int timeoutMs = settings.timeoutMs();
        Dialer dialer = new Dialer(settings.access(), timeoutMs, SILENCE_TIMEOUTS * timeoutMs);
        RedisAddress address = settings.address();
        if (address instanceof RedisAddress.UnixSocket unix) {
            return new SingleConnector(unix, dialer, timeoutMs);
        } else if (address instanceof RedisAddress.Sentinels sentinels) {
            return new SentinelConnector(sentinels, settings.access(), dialer, timeoutMs);
        } else if (address instanceof RedisAddress.Cluster cluster) {
            return new ClusterConnector(cluster, settings.access(), dialer, timeoutMs);
        }
        return new SingleConnector((RedisAddress.Tcp) address, dialer);
    }
}
