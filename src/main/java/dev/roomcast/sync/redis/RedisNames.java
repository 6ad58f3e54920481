package dev.roomcast.sync.redis;

import java.util.List;

/**
 * How keys and channels are named. All keys of a room, and its channel, have one hash tag, so that they fall into one
 * Cluster slot; the database number stands in each name, because pub/sub is not separated by database.
 *
 * <p>The rooms are dealt into parts, and each part is heard on a connection of its own: one part where one server has
 * everything, and some in a Cluster, where the part is the hash tag.
 */
final class RedisNames {
    /** Each costs a worker a connection and two threads. */
    private static final int CLUSTER_PARTS = 8;

    private final String prefix;
    private final boolean cluster;

    RedisNames(RedisSettings settings) {
        prefix = settings.prefix() + ":" + settings.access().database() + ":";
        cluster = settings.isCluster();
    }

    int parts() {
        return cluster ? CLUSTER_PARTS : 1;
    }

    /** The part of a room; the same in every worker. */
    int part(String room) {
        return Math.floorMod(room.hashCode(), parts());
    }

    /** The keys of a room's scripts: numbering, events, event ids. */
    List<String> keys(String room) {
        String channel = channel(room);
        return List.of(channel + ":numbering", channel + ":events", channel + ":seen");
    }

    String channel(String room) {
        return prefix + (cluster ? "{" + part(room) + "}:" + room : "{" + room + "}");
    }

    /** The room of a channel; empty for one that is no room's. */
    String room(String channel) {
        if (!channel.startsWith(prefix + "{")) {
            return "";
        }
        int end = channel.indexOf('}');
        return cluster ? channel.substring(end + 2) : channel.substring(prefix.length() + 1, end);
    }

    /** The key that tells who has a worker's number; a room may have the same tag, its keys end otherwise. */
    String worker(long number) {
        return prefix + "{workers}:" + number;
    }

    /** The key of a lost connection's state. */
    String session(String pid) {
        return prefix + "session:" + pid;
    }

    /** The channel that is subscribed first on a part's connection; that of part 0 carries {@code Bus.signal}. */
    String signals(int part) {
        return prefix + "signals" + (cluster ? "{" + part + "}" : "");
    }
}
