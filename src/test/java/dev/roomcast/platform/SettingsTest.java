package dev.roomcast.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static Settings of(Map<String, String> texts) {
        return new Settings(name -> Optional.ofNullable(texts.get(name)));
    }

    @Test
    void withoutAnySettingTheDefaultsAreInForce() {
        Settings settings = of(Map.of());
        settings.validate();
        assertEquals(30, settings.get(Settings.IDLE_SECONDS));
        assertEquals("/socket.io/", settings.get(Settings.SOCKET_PATH));
        assertEquals(7, settings.get(Settings.ROOMS).size());
        assertTrue(settings.get(Settings.OUTBOX));
        assertEquals(
                Map.of("categories", List.of("files"), "registrators", List.of("files")),
                settings.get(Settings.DEPENDENCIES));
        assertTrue(settings.redis().isEmpty());
        assertTrue(settings.find(Settings.WORKER).isEmpty());
    }

    @Test
    void aBlankValueCountsAsNotSet() {
        assertEquals(30, of(Map.of("roomcast.sync.idle-seconds", " ")).get(Settings.IDLE_SECONDS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            roomcast.sync.idle-seconds       | soon
            roomcast.sync.idle-seconds       | 0
            roomcast.sync.idle-seconds       | 86401
            roomcast.sync.idle-seconds       | 1.5
            roomcast.sync.rooms              | files,,users
            roomcast.sync.rooms              | files:x
            roomcast.sync.dependencies       | categories
            roomcast.sync.dependencies       | =files
            roomcast.sync.dependencies       | a=files;a=files
            roomcast.sync.dependencies       | categories=cellar
            roomcast.sync.history            | 0
            roomcast.sync.outbox             | maybe
            roomcast.worker                  | -1
            roomcast.worker                  | 9007199254740992
            roomcast.route                   | a b
            roomcast.allowed-origins         | example.org
            roomcast.allowed-origins         | https://example.org/path
            roomcast.allowed-origins         | ftp://example.org
            roomcast.allowed-origins         | https://user@example.org
            roomcast.socket.path             | socket.io
            roomcast.socket.path             | /socket.io
            roomcast.socket.path             | /*/
            roomcast.socket.ping-interval    | 99
            roomcast.socket.ping-timeout     | never
            roomcast.socket.max-payload      | 1
            roomcast.socket.connect-timeout  | 0
            roomcast.socket.upgrade-timeout  | 600001
            roomcast.socket.recovery         | 999
            roomcast.socket.recovery         | 3600001
            roomcast.socket.recovery         | -1
            roomcast.socket.send-timeout     | x
            roomcast.socket.queue-frames     | 7
            roomcast.socket.queue-bytes      | 10
            roomcast.redis.uri               | localhost:6379
            roomcast.redis.sentinels         | a:26379,b:26379
            roomcast.redis.cluster           | a:7000/1
            roomcast.redis.ca                | /there/is/no/such/file.pem
            roomcast.redis.ca                | README.md
            roomcast.redis.sentinel-password | alone
            roomcast.redis.prefix            | a{b}
            roomcast.redis.timeout           | 0
            roomcast.db.url                  | postgresql://host/db
            roomcast.db.jndi                 | ldap://host/cn=x
            roomcast.db.jndi                 | jdbc/a b
            roomcast.config.ini              | /there/is/no/such/file.ini
            """)
    void aBadValueIsRefusedInOneLineThatNamesIt(String name, String value) {
        BadSettingException refused = assertThrows(
                BadSettingException.class, () -> of(Map.of(name, value)).validate());
        assertTrue(refused.line().contains(name), refused.line());
        assertTrue(refused.line().contains("allowed is"), refused.line());
        assertEquals(1, refused.line().lines().count());
    }

    @Test
    void theRoomOfEverybodyCannotBeNamed() {
        Settings settings = of(Map.of("roomcast.sync.rooms", "files,global"));
        assertThrows(BadSettingException.class, settings::validate);
    }

    @Test
    void fewerRoomsAreNoFaultOfTheDefaultDependencies() {
        of(Map.of("roomcast.sync.rooms", "index,chat")).validate();
    }

    @ParameterizedTest
    @CsvSource({
        "roomcast.redis.uri=redis://a roomcast.redis.cluster=a",
        "roomcast.redis.sentinels=a/m roomcast.redis.cluster=a",
        "roomcast.redis.uri=redis://a roomcast.redis.sentinels=a/m",
        "roomcast.redis.uri=redis://a roomcast.redis.sentinel-password=x",
    })
    void redisAddressesThatContradictEachOtherAreRefused(String texts) {
        Map<String, String> both = Stream.of(texts.split(" "))
                .map(text -> text.split("=", 2))
                .collect(Collectors.toMap(text -> text[0], text -> text[1]));
        BadSettingException refused = assertThrows(BadSettingException.class, () -> of(both).validate());
        both.keySet()
                .forEach(name ->
                        assertTrue(refused.line().contains(name) || name.equals("roomcast.redis.uri"), refused.line()));
        assertTrue(refused.line().contains("allowed is"), refused.line());
        assertFalse(refused.line().contains("a/m"), "addresses hold passwords");
    }

    @Test
    void everyKindOfRedisIsUnderstood() {
        assertEquals(
                "rediss://a:26379,b:26379/main/2",
                of(Map.of("roomcast.redis.sentinels", "rediss://u:secret@a,b/main/2"))
                        .redis()
                        .orElseThrow()
                        .toString());
        assertEquals(
                "redis://a:7000,b:6379",
                of(Map.of("roomcast.redis.cluster", "a:7000,b"))
                        .redis()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void aSecretIsNotShownWhenItIsWrong() {
        BadSettingException refused = assertThrows(
                BadSettingException.class, () -> of(Map.of("roomcast.redis.uri", "redis://u:pass word@host"))
                        .validate());
        assertFalse(refused.line().contains("pass word"), refused.line());
    }

    @Test
    void namesThatMeanNothingAreToldInOneLine() {
        List<String> given = List.of(
                "roomcast.db.url",
                "ROOMCAST_DB_URL",
                "java.home",
                "ROOMCASTER",
                "ROOMCAST_SERVICE_HOST",
                "ROOMCAST_SERVICE_PORT_HTTP",
                "ROOMCAST_PORT_8080_TCP_ADDR",
                "ROOMCAST_PORT",
                "ROOMCAST_REDIS_SERVICE_HOST",
                "roomcast.redis.url",
                "ROOMCAST_SYNC_IDLE");
        assertEquals(
                List.of("no settings of Roomcast, and passed over: ROOMCAST_SYNC_IDLE, roomcast.redis.url"),
                of(Map.of()).warnings(given));
        assertEquals(
                List.of(),
                of(Map.of()).warnings(Settings.all().stream().map(Setting::name).toList()));
    }

    @Test
    void ofVeryManyNamesTheFirstAreTold() {
        List<String> given =
                IntStream.range(0, 1000).mapToObj(i -> "roomcast.x" + i).toList();
        String line = of(Map.of()).warnings(given).get(0);
        assertTrue(line.endsWith(" and 980 more"), line);
    }

    @Test
    void originsAreComparedInLowerCase() {
        Settings settings = of(Map.of("roomcast.allowed-origins", "https://Example.org, http://b.example:81"));
        assertEquals(
                Optional.of(Set.of("https://example.org", "http://b.example:81")),
                settings.find(Settings.ALLOWED_ORIGINS));
    }

    @Test
    void theListHasEverySettingOnceAndItsDefaultsAreAllowed() {
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : Settings.all()) {
            assertTrue(names.add(setting.name()), setting.name());
            assertFalse(setting.meaning().isBlank());
            if (!setting.defaultText().isEmpty()) {
                setting.valueOf(setting.defaultText());
            }
        }
    }
}
