package dev.roomcast.sync.redis;

import org.jspecify.annotations.Nullable;

/**
 * How to get into a Redis.
 *
 * @param ssl whether TCP is wrapped in TLS; certificate and host name are then checked
 * @param trust whose certificates are believed, or null for the JVM's trust store
 * @param user ACL user, or null for the default user
 * @param password or null
 * @param database number of the database; it also stands in every name, because pub/sub is not separated by database
 */
public record RedisAccess(
        boolean ssl,
        @Nullable RedisTrust trust,
        @Nullable String user,
        @Nullable String password,
        int database) {
    /** Without TLS, without signing in, database 0. */
    public static final RedisAccess OPEN = new RedisAccess(false, null, null, null, 0);

    RedisAccess asSentinelWants(@Nullable String itsPassword) {
        return new RedisAccess(ssl, trust, null, itsPassword, 0);
    }
}
