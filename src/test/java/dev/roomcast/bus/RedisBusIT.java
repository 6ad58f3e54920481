package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publication;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisBus;
import dev.roomcast.sync.redis.RedisSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;

class RedisBusIT extends BusContract {
    private static final int TIMEOUT_MS = 500;
    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();
    private static RedisServer server;

    private final List<Bus> others = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = RedisServer.started();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopOthers() {
        others.forEach(Bus::stop);
    }

    @Override
    Bus newBus() {
        admin(Jedis::flushAll);
        return newBus(settings(server));
    }

    private static RedisSettings settings(RedisServer server) {
        return server.settings(HISTORY, TIMEOUT_MS);
    }

    private static RedisBus newBus(RedisSettings settings) {
        return new RedisBus(
                settings,
                task -> {
                    Thread thread = new Thread(task, "bus");
                    thread.setDaemon(true);
                    THREADS.add(thread);
                    return thread;
                },
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private Bus another(RedisSettings settings, Heard listener) {
        Bus other = newBus(settings);
        others.add(other);
        other.start(listener);
        return other;
    }

    private static <T> T admin(Function<Jedis, T> command) {
        try (Jedis redis = new Jedis("127.0.0.1", server.port())) {
            return command.apply(redis);
        }
    }

    private static void awaitUp(Heard listener) {
        Await.until("the bus is up", () -> listener.state() == BusState.UP);
    }

    @Test
    void twoWorkersPublishAtOnceAndAllHearOneOrder() throws InterruptedException {
        Heard there = new Heard();
        Bus other = another(settings(server), there);
        awaitUp(there);
        subscribe("files");
        other.subscribe("files");
        Await.until("both are subscribed", () -> there.subscriptions("files") == 1);
        int each = 200;
        List<Thread> publishers = IntStream.range(0, 4)
                .mapToObj(n -> new Thread(() -> {
                    Bus mine = n % 2 == 0 ? bus : other;
                    IntStream.range(0, each).forEach(i -> mine.publish(emission(n + "-" + i, "files")));
                }))
                .toList();
        publishers.forEach(Thread::start);
        for (Thread publisher : publishers) {
            publisher.join();
        }
        Await.until("all arrive", () -> heard.publications.size() == 4 * each && there.publications.size() == 4 * each);
        assertEquals(heard.publications, there.publications);
        long previous = 0;
        for (Publication publication : heard.publications) {
            assertEquals(previous, publication.previousSeq());
            assertTrue(publication.seq() > previous);
            previous = publication.seq();
        }
        assertEquals(
                4 * each,
                heard.publications.stream().map(Publication::eventId).distinct().count());
    }

    @Test
    void afterARestartEverythingIsSubscribedAgainInANewEpoch() {
        subscribe("files");
        subscribe("users");
        Position before = bus.publish(emission("before", "files"));
        server.restart();
        Await.until("files again", () -> heard.subscriptions("files") == 2);
        Await.until("users again", () -> heard.subscriptions("users") == 2);
        awaitUp(heard);
        assertEquals(List.of(BusState.UP, BusState.DOWN, BusState.UP), heard.states);
        Position after = bus.publish(emission("after", "files"));
        Await.until("events arrive", () -> heard.hasEvent("after"));
        assertNotEquals(before.epoch(), after.epoch());
        assertFalse(bus.history("files", before).recovered());
    }

    @Test
    void aRestartThatKeepsTheDataIsANewEpochWithRisingNumbers() {
        Position before = bus.publish(emission("before", "files"));
        admin(redis -> redis.hset("roomcast:0:{files}:numbering", "run", "another life"));
        Position again = bus.publish(emission("before", "files"));
        assertEquals(before.seq(), again.seq(), "it is no second event");
        Position after = bus.publish(emission("after", "files"));
        assertNotEquals(before.epoch(), after.epoch());
        assertTrue(after.seq() > before.seq());
        assertFalse(bus.history("files", new Position(after.epoch(), before.seq() - 1))
                .recovered());
        assertTrue(
                bus.history("files", new Position(after.epoch(), before.seq())).recovered());
    }

    /** It has not been restarted, and nobody asked its successor for the room: only what it is missing has gone. */
    @Test
    void aServerThatIsMasterAgainAfterItHasBeenAReplicaIsANewEpoch() {
        try (RedisServer first = RedisServer.started("--repl-diskless-sync-delay", "0");
                RedisServer second = RedisServer.started("--repl-diskless-sync-delay", "0");
                Jedis here = new Jedis("127.0.0.1", first.port());
                Jedis there = new Jedis("127.0.0.1", second.port())) {
            Bus other = another(settings(first), new Heard());
            follow(there, first);
            Position held = other.publish(emission("first", "files"));
            Await.until("the replica has it", () -> there.exists("roomcast:0:{files}:events"));
            there.replicaofNoOne();
            other.publish(emission("lost", "files"));
            follow(here, second);
            here.replicaofNoOne();
            Await.until("it is known within a second or so", () -> !other.history("files", held)
                    .recovered());
            assertNotEquals(
                    held.epoch(), other.publish(emission("next", "files")).epoch());
        }
    }

    private static void follow(Jedis replica, RedisServer master) {
        replica.replicaof("127.0.0.1", master.port());
        Await.until("the replica follows", () -> replica.info("replication").contains("master_link_status:up"));
    }

    /** As after the clock of its machine was set back by an hour: the newest number is then an hour ahead. */
    @Test
    void aClockThatIsSetBackChangesNothing() {
        subscribe("files");
        Position before = bus.publish(emission("before", "files"));
        long ahead = before.seq() + Duration.ofHours(1).toMillis();
        admin(redis -> redis.hset("roomcast:0:{files}:numbering", "seq", String.valueOf(ahead)));
        assertEquals(ahead + 1, bus.publish(emission("first", "files")).seq());
        Position second = bus.publish(emission("second", "files"));
        assertEquals(new Position(before.epoch(), ahead + 2), second);
        Await.until("both arrive", () -> heard.hasEvent("second"));
        assertEquals(List.of(before.seq(), ahead + 1, ahead + 2), heard.seqs("files"));
        Position held = new Position(before.epoch(), ahead);
        assertEquals(2, bus.history("files", held).publications().size());
    }

    @Test
    void flushingIsANewEpoch() {
        subscribe("files");
        Position before = bus.publish(emission("a", "files"));
        admin(Jedis::flushAll);
        Position after = bus.positions(List.of("files")).get("files");
        assertNotEquals(before.epoch(), after.epoch());
        assertEquals(0, after.seq());
        assertFalse(bus.history("files", before).recovered());
        assertEquals(after.epoch(), bus.publish(emission("b", "files")).epoch());
        Await.until("events go on", () -> heard.hasEvent("b"));
    }

    @Test
    void evictedEventsAreNotSaidToBeThere() {
        List<Position> positions = publish("files", 3);
        admin(redis -> redis.del("roomcast:0:{files}:events"));
        assertFalse(bus.history("files", positions.get(0)).recovered());
        assertTrue(bus.history("files", positions.get(2)).recovered());
    }

    @Test
    void aSubscriberThatRedisCutsOffComesBack() {
        subscribe("files");
        admin(redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub"));
        Await.until("subscribed again", () -> heard.subscriptions("files") == 2);
        awaitUp(heard);
        bus.publish(emission("after", "files"));
        Await.until("events arrive", () -> heard.hasEvent("after"));
    }

    @Test
    void forgottenScriptsAreTaughtAgain() {
        bus.publish(emission("a", "files"));
        admin(Jedis::scriptFlush);
        bus.positions(List.of("files", "users"));
        admin(Jedis::scriptFlush);
        assertTrue(bus.publish(emission("b", "files")).seq() > 0);
    }

    @Test
    void aServerThatFallsSilentIsNoticed() {
        subscribe("files");
        Position first = bus.publish(emission("a", "files"));
        server.pause();
        try {
            Await.until(
                    "the silence is noticed", Duration.ofMillis(4 * TIMEOUT_MS), () -> heard.state() == BusState.DOWN);
            assertThrows(BusDownException.class, () -> bus.publish(emission("b", "files")));
        } finally {
            server.resume();
        }
        awaitUp(heard);
        // Whether the attempt without an answer took effect or not, the event stands in the history exactly once.
        Position position = bus.publish(emission("b", "files"));
        assertEquals(
                List.of(position),
                bus.history("files", first).publications().stream()
                        .map(Publication::position)
                        .toList());
        bus.publish(emission("c", "files"));
        Await.until("events arrive", () -> heard.hasEvent("c"));
    }

    @Test
    void malformedMessagesAreCountedAndSkipped() {
        subscribe("files");
        String channel = "roomcast:0:{files}";
        for (String text : List.of("", "{}", "a\nb\nc\nd\n{}\nf\ng", "a\nb\n1\n2\n{}\nf", "\n\n\n\n\n\n\n")) {
            admin(redis -> redis.publish(channel, text));
        }
        admin(redis -> redis.publish(channel.getBytes(StandardCharsets.UTF_8), new byte[] {-1, 0}));
        bus.publish(emission("well-formed", "files"));
        Await.until("the good one arrives", () -> heard.hasEvent("well-formed"));
        assertEquals(1, heard.publications.size());
        assertEquals(6, ((RedisBus) bus).malformed());
        assertEquals(List.of(BusState.UP), heard.states);
    }

    @Test
    void aRedisThatIsNotThereAtStartIsJoinedWhenItComes() {
        try (RedisServer late = RedisServer.notStarted()) {
            Heard listener = new Heard();
            Bus other = another(settings(late), listener);
            other.subscribe("files");
            assertThrows(BusDownException.class, () -> other.publish(emission("a", "files")));
            assertEquals(BusState.DOWN, other.state());
            late.start();
            awaitUp(listener);
            assertEquals(List.of("files"), listener.subscribed);
            other.publish(emission("a", "files"));
            Await.until("events arrive", () -> listener.hasEvent("a"));
        }
    }

    @Test
    void unixSocketWithPasswordAndDatabase() {
        try (RedisServer locked = RedisServer.started("--requirepass", "secret")) {
            RedisSettings settings = new RedisSettings(
                    new RedisAddress.UnixSocket(locked.unixSocket().toString()),
                    new RedisAccess(false, null, null, "secret", 3),
                    "other",
                    HISTORY,
                    TIMEOUT_MS);
            Heard listener = new Heard();
            Bus other = another(settings, listener);
            other.subscribe("files");
            Await.until("subscribed", () -> listener.subscriptions("files") == 1);
            other.publish(emission("a", "files"));
            Await.until("events arrive", () -> listener.hasEvent("a"));
            JedisClientConfig third = DefaultJedisClientConfig.builder()
                    .password("secret")
                    .database(3)
                    .build();
            try (Jedis redis = new Jedis(new HostAndPort("127.0.0.1", locked.port()), third)) {
                assertEquals(1, redis.xlen("other:3:{files}:events"));
            }
            locked.pause();
            Await.until("a silent socket is noticed", () -> listener.state() == BusState.DOWN);
            locked.resume();
            awaitUp(listener);
        }
    }

    @Test
    void aWrongPasswordIsAnOutageThatSaysWhy() {
        try (RedisServer locked = RedisServer.started("--requirepass", "secret")) {
            Bus other = another(settings(locked), new Heard());
            String message = assertThrows(BusDownException.class, () -> other.publish(emission("a", "files")))
                    .getMessage();
            assertTrue(message.contains("NOAUTH"), message);
        }
    }

    @Test
    void anotherDatabaseOfTheSameServerIsAnotherWorld() {
        RedisAccess database1 = new RedisAccess(false, null, null, null, 1);
        RedisSettings second = new RedisSettings(server.address(), database1, "roomcast", HISTORY, TIMEOUT_MS);
        Heard there = new Heard();
        Bus other = another(second, there);
        other.subscribe("files");
        Await.until("subscribed", () -> there.subscriptions("files") == 1);
        bus.publish(emission("here", "files"));
        bus.signal("here");
        other.publish(emission("there", "files"));
        Await.until("its own arrives", () -> there.hasEvent("there"));
        assertFalse(there.hasEvent("here"));
        assertEquals(List.of(), there.signals);
    }

    @Test
    void historyInRedisIsTrimmedExactly() {
        publish("files", 3 * HISTORY);
        assertEquals((long) HISTORY, (long) admin(redis -> redis.xlen("roomcast:0:{files}:events")));
    }

    @Test
    void idsAreForgottenLittleByLittleOnceTheyAreOld() {
        String seen = "roomcast:0:{files}:seen";
        ids(seen, 1000, System.currentTimeMillis() - 400_000);
        publish("files", 100);
        long left = admin(redis -> redis.zcard(seen)) - 100;
        assertTrue(left >= 500 && left < 1000, left + " old ones are left");
        publish("files", 500);
        assertEquals(600L, (long) admin(redis -> redis.zcard(seen)));
    }

    @Test
    void idsAreBounded() {
        String seen = "roomcast:0:{files}:seen";
        ids(seen, 100_003, System.currentTimeMillis() - 200_000);
        publish("files", 200);
        long known = admin(redis -> redis.zcard(seen));
        assertTrue(known >= 100_000 && known < 100_100, known + " ids");
    }

    private static void ids(String key, int count, long first) {
        admin(redis -> redis.eval(
                "for i = 1, ARGV[1] do redis.call('ZADD', KEYS[1], ARGV[2] + i, 'x' .. i) end",
                List.of(key),
                List.of(String.valueOf(count), String.valueOf(first))));
    }

    @Test
    void stoppingEndsItsThreadsAndConnectionsAtOnce() {
        subscribe("files");
        bus.publish(emission("a", "files"));
        long before = System.nanoTime();
        bus.stop();
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 2_000);
        assertTrue(THREADS.stream().noneMatch(Thread::isAlive));
        assertThrows(BusDownException.class, () -> bus.publish(emission("b", "files")));
        Await.until(
                "no connection is left", () -> admin(Jedis::clientList).lines().count() == 1);
        assertEquals(BusState.UP, heard.state(), "after stop nothing is said");
    }

    @Test
    void emissionsCannotForgeLines() {
        assertThrows(
                IllegalArgumentException.class, () -> new Emission("e", "files", "a\nb", Reason.ADDED, 1, "", "{}"));
        Emission odd = new Emission("e", "files", "n", Reason.ADDED, 1, "1\n2\u0000", "null");
        subscribe("files");
        bus.publish(odd);
        Await.until("it arrives", () -> heard.hasEvent("e"));
        assertEquals(odd.conflationKey(), heard.publications.get(0).conflationKey());
    }
}
