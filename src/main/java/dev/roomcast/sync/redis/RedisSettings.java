package dev.roomcast.sync.redis;

/**
 * Where the Redis is, how to get in, and how to name things in it.
 *
 * @param prefix begins every key and channel
 * @param historyLength events kept per room
 * @param timeoutMs bound on connecting and on every answer, in ms
 */
public record RedisSettings(RedisAddress address, RedisAccess access, String prefix, int historyLength, int timeoutMs) {

    /** Names the server in messages, without passwords. */
    @Override
    public String toString() {
        String scheme = address instanceof RedisAddress.UnixSocket ? "unix" : access.ssl() ? "rediss" : "redis";
        return scheme + "://" + address + (isCluster() ? "" : "/" + access.database());
    }

    boolean isCluster() {
        return address instanceof RedisAddress.Cluster;
    }
}
