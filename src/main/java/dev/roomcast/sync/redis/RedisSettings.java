package dev.roomcast.sync.redis;

import org.jspecify.annotations.Nullable;

/**
 * Where the Redis is and how to name things in it.
 *
 * @param host TCP host; ignored with a unix socket
 * @param port TCP port; ignored with a unix socket
 * @param unixSocket path of Redis' unix socket, or null for TCP
 * @param ssl whether TCP is wrapped in TLS
 * @param user ACL user, or null for the default user
 * @param password or null
 * @param database number of the database; it also stands in channel names, which Redis does not separate by database
 * @param prefix begins every key and channel
 * @param historyLength events kept per room
 * @param timeoutMs bound on connecting and on every answer, in ms
 */
public record RedisSettings(
        String host,
        int port,
        @Nullable String unixSocket,
        boolean ssl,
        @Nullable String user,
        @Nullable String password,
        int database,
        String prefix,
        int historyLength,
        int timeoutMs) {

    /** Names the server in messages, without the password. */
    @Override
    public String toString() {
        return unixSocket == null
                ? (ssl ? "rediss://" : "redis://") + host + ":" + port + "/" + database
                : "unix://" + unixSocket + "/" + database;
    }
}
