package dev.roomcast.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisAddress.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUriTest {

    @Test
    void formsThatAreUnderstood() {
        assertEquals(tcp("host", 6379, false, null, null, 0), RedisUri.parse("redis://host"));
        assertEquals(tcp("host", 6380, true, "me", "p@ss+", 2), RedisUri.parse("rediss://me:p%40ss+@host:6380/2"));
        assertEquals(tcp("10.0.0.1", 6379, false, null, "secret", 0), RedisUri.parse("redis://:secret@10.0.0.1/"));
        RedisAddress socket = new RedisAddress.UnixSocket("/run/redis.sock");
        assertEquals(new RedisUri(socket, false, null, null, 0), RedisUri.parse("unix:///run/redis.sock"));
        assertEquals(
                new RedisUri(socket, false, null, "a&b", 4),
                RedisUri.parse("unix:///run/redis.sock?db=4&password=a%26b"));
    }

    private static RedisUri tcp(
            String host, int port, boolean ssl, @Nullable String user, @Nullable String password, int database) {
        return new RedisUri(new RedisAddress.Tcp(new Place(host, port)), ssl, user, password, database);
    }

    @Test
    void sentinelsWithTheirMaster() {
        List<Place> two = List.of(new Place("a", 26_379), new Place("10.0.0.2", 26_380));
        RedisAddress address = new RedisAddress.Sentinels(two, "main", null);
        assertEquals(new RedisUri(address, false, null, null, 0), RedisUri.parseSentinels("a,10.0.0.2:26380/main"));
        assertEquals(
                new RedisUri(address, true, "me", "p@ss", 3),
                RedisUri.parseSentinels("rediss://me:p%40ss@a:26379, 10.0.0.2:26380/main/3"));
        RedisUri locked = RedisUri.parseSentinels("a,10.0.0.2:26380/main").withSentinelPassword("theirs");
        assertEquals(new RedisAddress.Sentinels(two, "main", "theirs"), locked.address());
    }

    @Test
    void nodesOfACluster() {
        List<Place> two = List.of(new Place("a", 6379), new Place("[::1]", 7000));
        RedisAddress address = new RedisAddress.Cluster(two);
        assertEquals(new RedisUri(address, false, null, null, 0), RedisUri.parseCluster("a,[::1]:7000"));
        assertEquals(new RedisUri(address, true, "me", "x", 0), RedisUri.parseCluster("rediss://me:x@a,[::1]:7000/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/",
                "a:0/m",
                "a:1,/m",
                "http://a/m",
                "redis://x@a/m",
                "a/m/x",
                "a/m m",
                "a b/m",
                "a/m?x"
            })
    void otherFormsOfSentinelsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> RedisUri.parseSentinels(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a:99999", "a/1", "a//", "redis://x@a", "unix:///s", "a:b"})
    void otherFormsOfAClusterAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> RedisUri.parseCluster(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host:6379",
                "http://host",
                "redis://",
                "redis://host/x",
                "redis://host/-1",
                "redis://host:0",
                "redis://host:99999",
                "redis://secret@host",
                "redis://host?db=1",
                "unix://run/redis.sock",
                "unix:///",
                "unix:///s?db=x",
                "unix:///s?what=1",
                "redis://ho st",
                "redis://u:%zz@host",
                ""
            })
    void otherFormsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> RedisUri.parse(text));
    }
}
