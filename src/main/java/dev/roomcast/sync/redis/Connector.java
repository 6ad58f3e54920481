package dev.roomcast.sync.redis;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.SslOptions;

/** Opens connections as the settings say. */
final class Connector {
    private final JedisClientConfig config;
    private final JedisSocketFactory sockets;

    /** @param silenceMs how long a subscribed connection may stay silent before it counts as dead */
    Connector(RedisSettings settings, int silenceMs) {
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(settings.timeoutMs())
                .socketTimeoutMillis(settings.timeoutMs())
                .blockingSocketTimeoutMillis(silenceMs)
                .user(settings.user())
                .password(settings.password())
                .database(settings.database())
                .clientName("roomcast");
        if (settings.ssl()) {
            // Checks the certificate's chain and host name against the JVM's trust store.
            builder.sslOptions(SslOptions.defaults());
        }
        config = builder.build();
        String path = settings.unixSocket();
        sockets = path == null
                ? new DefaultJedisSocketFactory(new HostAndPort(settings.host(), settings.port()), config)
                : new UnixSockets(path, settings.timeoutMs());
    }

    /** Connects and signs in; throws a {@code JedisException} when that fails. */
    Jedis connect() {
        return new Jedis(sockets, config);
    }
}
