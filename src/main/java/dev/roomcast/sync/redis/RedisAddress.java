package dev.roomcast.sync.redis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the Redis is. */
public sealed interface RedisAddress {

    /** A host and a port of TCP. */
    record Place(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }

        private static String list(List<Place> places) {
            return places.stream().map(Place::toString).collect(Collectors.joining(","));
        }
    }

    /** One server, reached by TCP. */
    record Tcp(Place place) implements RedisAddress {
        @Override
        public String toString() {
            return place.toString();
        }
    }

    /** One server on this machine, reached by its socket's path. */
    record UnixSocket(String path) implements RedisAddress {
        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * Whichever server is master now, as sentinels say.
     *
     * @param places of the sentinels; one that answers is enough
     * @param master the name under which they watch it
     * @param password of the sentinels, or null
     */
    record Sentinels(
            List<Place> places, String master, @Nullable String password) implements RedisAddress {
        @Override
        public String toString() {
            return Place.list(places) + "/" + master;
        }
    }

    /**
     * A Redis Cluster of version 7 or newer.
     *
     * @param seeds of some of its nodes; the others are learned from them
     */
    record Cluster(List<Place> seeds) implements RedisAddress {
        @Override
        public String toString() {
            return Place.list(seeds);
        }
    }
}
