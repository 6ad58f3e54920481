package dev.roomcast.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigIniTest {
    @TempDir
    private Path folder;

    private Settings with(String ini, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("config.ini"), ini);
        Map<String, String> texts = new HashMap<>(Map.of("roomcast.config.ini", file.toString()));
        for (int i = 0; i < more.length; i += 2) {
            texts.put(more[i], more[i + 1]);
        }
        return new Settings(name -> Optional.ofNullable(texts.get(name)));
    }

    @Test
    void theIdleTimeIsReadFromAnySectionAndAboveTheDefault() throws IOException {
        assertEquals(45, with("[web]\nsync_idle_seconds = 45\n").get(Settings.IDLE_SECONDS));
        assertEquals(46, with("\uFEFF# c\n; c\n[x]\nSync_Idle_Seconds: 46").get(Settings.IDLE_SECONDS));
    }

    @Test
    void whatTheEnvironmentSaysWins() throws IOException {
        Settings settings = with("[web]\nsync_idle_seconds = 45\n", "roomcast.sync.idle-seconds", "12");
        assertEquals(12, settings.get(Settings.IDLE_SECONDS));
    }

    @Test
    void redisIsReadAsTheOriginalWroteIt() throws IOException {
        RedisSettings redis = with("[redis]\nsocket = /run/redis/redis.sock\npassword = a=b%:c\ndb = 3\n")
                .redis()
                .orElseThrow();
        assertEquals(new RedisAddress.UnixSocket("/run/redis/redis.sock"), redis.address());
        assertEquals("a=b%:c", redis.access().password());
        assertEquals(3, redis.access().database());
        RedisSettings tcp = with("[redis]\nhost=cache\nport=6380\nuser=u\nssl=yes\n")
                .redis()
                .orElseThrow();
        assertEquals("rediss://cache:6380/0", tcp.toString());
        assertEquals("u", tcp.access().user());
    }

    @Test
    void theOriginalsFileIsReadAsItIs() throws IOException {
        Settings settings = with("""
                [web]
                sync_idle_seconds = 20

                # config.ini
                [redis]
                socket = /var/run/redis/redis.sock
                password = znf25!
                db = 0
                """);
        settings.validate();
        RedisSettings redis = settings.redis().orElseThrow();
        assertEquals("unix:///var/run/redis/redis.sock/0", redis.toString());
        assertEquals("znf25!", redis.access().password());
        assertEquals(20, settings.get(Settings.IDLE_SECONDS));
        assertEquals(List.of(), settings.warnings(List.of()));
    }

    @Test
    void whatMeansNothingHereIsNamedWithItsSectionAndWithoutItsValue() throws IOException {
        Settings settings = with("""
                debug = yes
                [Web]
                Port = 5000
                hosts = a
                    b: c
                    http://d
                sync_idle_seconds = 20
                [redis]
                socket = /s
                pasword = secret
                password secret
                """);
        settings.validate();
        assertEquals(
                List.of(folder.resolve("config.ini")
                        + " has keys that mean nothing here: [redis] pasword, [web] hosts, [web] port, debug, line 11"),
                settings.warnings(List.of()));
        assertEquals(20, settings.get(Settings.IDLE_SECONDS));
    }

    @Test
    void anAddressInTheSettingsReplacesTheWholeSection() throws IOException {
        Settings settings = with("[redis]\nhost=a\npassword=secret\n", "roomcast.redis.uri", "redis://b");
        RedisSettings redis = settings.redis().orElseThrow();
        assertEquals("redis://b:6379/0", redis.toString());
        assertNull(redis.access().password());
    }

    @Test
    void aSectionThatNamesNoServerMeansNoRedis() throws IOException {
        assertTrue(with("[redis]\ndb=1\n").redis().isEmpty());
    }

    @Test
    void badValuesAreNamed() throws IOException {
        assertTrue(refusal(with("[redis]\nhost=a\nport=many\n")).contains("[redis] port"));
        assertTrue(refusal(with("[redis]\nhost=a\nssl=maybe\n")).contains("[redis] ssl"));
        assertTrue(refusal(with("[web]\nsync_idle_seconds=0\n")).contains("roomcast.sync.idle-seconds is '0'"));
    }

    private static String refusal(Settings settings) {
        return assertThrows(BadSettingException.class, settings::validate).line();
    }
}
