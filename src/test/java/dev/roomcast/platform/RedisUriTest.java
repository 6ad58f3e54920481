package dev.roomcast.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUriTest {

    @Test
    void formsThatAreUnderstood() {
        assertEquals(new RedisUri("host", 6379, null, false, null, null, 0), RedisUri.parse("redis://host"));
        assertEquals(
                new RedisUri("host", 6380, null, true, "me", "p@ss+", 2),
                RedisUri.parse("rediss://me:p%40ss+@host:6380/2"));
        assertEquals(
                new RedisUri("10.0.0.1", 6379, null, false, null, "secret", 0),
                RedisUri.parse("redis://:secret@10.0.0.1/"));
        assertEquals(
                new RedisUri("", 0, "/run/redis.sock", false, null, null, 0), RedisUri.parse("unix:///run/redis.sock"));
        assertEquals(
                new RedisUri("", 0, "/run/redis.sock", false, null, "a&b", 4),
                RedisUri.parse("unix:///run/redis.sock?db=4&password=a%26b"));
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
