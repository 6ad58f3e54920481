package dev.roomcast.sync.redis;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Opens connections to servers and signs in there. */
final class Dialer {
    private final JedisClientConfig config;

    /**
     * @param timeoutMs bound on connecting and on each answer
     * @param silenceMs how long a subscribed connection may stay silent before it counts as dead
     */
    Dialer(RedisAccess access, int timeoutMs, int silenceMs) {
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeoutMs)
                .socketTimeoutMillis(timeoutMs)
                .blockingSocketTimeoutMillis(silenceMs)
                .user(access.user())
                .password(access.password())
                .database(access.database())
                .clientName("roomcast")
                // One command less that an ACL would have to allow.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (access.ssl()) {
            // Either checks the certificate's chain and the host name.
            builder.sslOptions(
                    access.trust() == null
                            ? SslOptions.defaults()
                            : access.trust().options());
        }
        config = builder.build();
    }

    /** Throws a {@code JedisException} when it cannot. */
    Jedis connect(HostAndPort server) {
        return new Jedis(new DefaultJedisSocketFactory(server, config), config);
    }

    /** The same over a unix socket. */
    Jedis connect(UnixSockets sockets) {
        return new Jedis(sockets, config);
    }
}
