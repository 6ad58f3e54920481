package dev.roomcast.sync.redis;

import java.util.List;

/**
 * How keys and channels are named. The room stands in braces, so that all keys of a room fall into one Cluster
 * slot; the
 * database number stands in each, because pub/sub is not separated by database.
 */
final class RedisNames {
    private final String prefix;

    RedisNames(RedisSettings settings) {
        prefix = settings.prefix() + ":" + settings.database() + ":";
    }

    /** The keys of a room's scripts: numbering, events, event ids. */
    List<String> keys(String room) {
        String tag = prefix + "{" + room + "}";
        return List.of(tag + ":numbering", tag + ":events", tag + ":seen");
    }

    String channel(String room) {
        return prefix + "{" + room + "}";
    }

    /** The room of a channel; empty for one that is no room's. */
    String room(String channel) {
        boolean isRoom = channel.startsWith(prefix + "{") && channel.endsWith("}");
        return isRoom ? channel.substring(prefix.length() + 1, channel.length() - 1) : "";
    }

    /** The key that tells who has a worker's number; a room may have the same tag, its keys end otherwise. */
    String worker(long number) {
        return prefix + "{workers}:" + number;
    }

    /** The key of a lost connection's state. */
    String session(String pid) {
        return prefix + "session:" + pid;
    }

    /** The channel of {@code Bus.signal}. */
    String signals() {
        return prefix + "signals";
    }
}
