package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.platform.Settings;
import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publication;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.redis.RedisBus;
import dev.roomcast.sync.redis.RedisLostConnections;
import dev.roomcast.sync.redis.RedisSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * What the bus does over every kind of Redis, beside the contract of all buses. The servers run with the files of
 * {@code server-config/redis}, and the bus signs in as the user that those describe.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisKindContract extends BusContract {
    static final int TIMEOUT_MS = 500;
    /** More than a Cluster has parts. */
    static final List<String> ROOMS = List.of(
            "index",
            "files",
            "users",
            "groups",
            "categories",
            "registrators",
            "admin",
            "a",
            "b",
            "c",
            "d",
            Emission.GLOBAL);

    private final List<Bus> others = new ArrayList<>();
    private @Nullable RedisKind running;

    /** Starts the servers. */
    abstract RedisKind started();

    @BeforeAll
    final void startServers() {
        running = started();
    }

    @AfterAll
    final void stopServers() {
        if (running != null) {
            running.close();
        }
    }

    RedisKind kind() {
        return Objects.requireNonNull(running);
    }

    final RedisSettings settings(String prefix) {
        Map<String, String> settings = new HashMap<>(kind().settings());
        settings.put("roomcast.redis.prefix", prefix);
        settings.put("roomcast.sync.history", String.valueOf(HISTORY));
        settings.put("roomcast.redis.timeout", String.valueOf(TIMEOUT_MS));
        return new Settings(name -> Optional.ofNullable(settings.get(name)))
                .redis()
                .orElseThrow();
    }

    @Override
    final Bus newBus() {
        onMasters(Jedis::flushAll);
        return newBus("roomcast");
    }

    private RedisBus newBus(String prefix) {
        return new RedisBus(settings(prefix), Thread::new, System::nanoTime, () -> 0.5);
    }

    final Bus another(String prefix, Heard listener) {
        Bus other = newBus(prefix);
        others.add(other);
        other.start(listener);
        Await.until("another bus is up", () -> listener.state() == BusState.UP);
        return other;
    }

    @AfterEach
    final void stopOthers() {
        others.forEach(Bus::stop);
        others.clear();
    }

    final void onMasters(Consumer<Jedis> command) {
        kind().masters().forEach(master -> kind().on(master, command));
    }

    @Test
    final void everyRoomIsHeardByEveryWorker() {
        Heard there = new Heard();
        Bus other = another("roomcast", there);
        ROOMS.forEach(this::subscribe);
        ROOMS.forEach(other::subscribe);
        Await.until("all are subscribed there", () -> there.subscribed.containsAll(ROOMS));
        ROOMS.forEach(room -> bus.publish(emission("of " + room, room)));
        for (String room : ROOMS) {
            Await.until(room + " is heard", () -> heard.hasEvent("of " + room) && there.hasEvent("of " + room));
        }
        Map<String, Position> positions = bus.positions(ROOMS);
        assertEquals(ROOMS.size(), positions.size());
        assertTrue(positions.values().stream().allMatch(position -> position.seq() > 0), positions.toString());
        assertEquals(ROOMS.size(), heard.publications.size(), "each once");
    }

    @Test
    final void anotherPrefixIsAnotherInstallation() {
        // The user may reach what begins with roomcast: only.
        Heard there = new Heard();
        Bus other = another("roomcast:test", there);
        other.subscribe("files");
        subscribe("files");
        Await.until("subscribed", () -> there.subscriptions("files") > 0);
        bus.publish(emission("here", "files"));
        bus.signal("here");
        other.publish(emission("there", "files"));
        other.signal("there");
        Await.until("its own arrive", () -> there.hasEvent("there") && there.signals.contains("there"));
        Await.until("our own arrive", () -> heard.hasEvent("here") && heard.signals.contains("here"));
        assertFalse(there.hasEvent("here") || heard.hasEvent("there"));
        assertEquals(List.of("there"), there.signals);
        assertEquals(List.of("here"), heard.signals);
    }

    @Test
    final void aSubscriberThatIsCutOffComesBackWithAllItsRooms() {
        ROOMS.forEach(this::subscribe);
        onMasters(redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub"));
        Await.until(
                "it is noticed and mended",
                () -> heard.states.equals(List.of(BusState.UP, BusState.DOWN, BusState.UP))
                        || heard.states.size() > 3 && heard.state() == BusState.UP);
        for (String room : ROOMS) {
            assertTrue(heard.subscriptions(room) >= 2, room + " was said to be subscribed again");
            bus.publish(emission("after in " + room, room));
            Await.until("events of " + room + " arrive", () -> heard.hasEvent("after in " + room));
        }
    }

    @Test
    final void workersNumbersAndLostConnectionsAreThere() {
        Bus other = another("roomcast", new Heard());
        for (long number = 1; number <= 8; number++) {
            assertTrue(bus.workers().claim(number, "a"));
            assertFalse(other.workers().claim(number, "b"));
        }
        bus.workers().release(3, "a");
        assertTrue(other.workers().claim(3, "b"));
        LostConnections here = new RedisLostConnections(settings("roomcast"), 60_000, System::nanoTime);
        LostConnections there = new RedisLostConnections(settings("roomcast"), 60_000, System::nanoTime);
        for (int i = 0; i < 8; i++) {
            here.keep(LostConnectionsContract.lost("pid" + i));
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(Optional.of(LostConnectionsContract.lost("pid" + i)), there.take("pid" + i));
            assertTrue(here.take("pid" + i).isEmpty());
        }
        here.stop();
        there.stop();
    }

    @Test
    final void itsMemoryIsBoundedAndNothingIsEvicted() {
        onMasters(redis -> {
            assertEquals(Map.of("maxmemory-policy", "noeviction"), redis.configGet("maxmemory-policy"));
            assertEquals(Map.of("maxmemory", String.valueOf(512 << 20)), redis.configGet("maxmemory"));
            String limits = redis.configGet("client-output-buffer-limit").get("client-output-buffer-limit");
            assertTrue(limits.endsWith("pubsub 33554432 8388608 60"), limits);
            assertEquals(Map.of("save", ""), redis.configGet("save"));
        });
    }

    @Test
    final void aFewLargeEventsAreBoundedInBytes() {
        RedisSettings usual = settings("roomcast");
        // Megabytes take a while on a busy machine.
        Bus patient = new RedisBus(
                new RedisSettings(usual.address(), usual.access(), usual.prefix(), HISTORY, 20 * TIMEOUT_MS),
                Thread::new,
                System::nanoTime,
                () -> 0.5);
        others.add(patient);
        Position first = patient.publish(emission("first", "files"));
        String large = "\"" + "x".repeat(3 << 20) + "\"";
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < HISTORY - 1; i++) {
            Emission emission = new Emission("large" + i, "files", "files:changed", Reason.UPDATED, 7, "42", large);
            positions.add(patient.publish(emission));
        }
        List<Long> used = new ArrayList<>();
        onMasters(redis -> redis.keys("*:events").forEach(key -> used.add(redis.memoryUsage(key, 0))));
        assertEquals(1, used.size());
        assertTrue(used.get(0) < 20 << 20, "bytes in the history: " + used);
        assertFalse(patient.history("files", first).recovered());
        // Five of these are 15 MiB, and six would be more than 16.
        assertFalse(patient.history("files", positions.get(HISTORY - 8)).recovered());
        assertEquals(
                positions.subList(HISTORY - 6, HISTORY - 1),
                patient.history("files", positions.get(HISTORY - 7)).publications().stream()
                        .map(Publication::position)
                        .toList());
    }

    @Test
    final void whatItKeepsLiesUnderItsPrefix() {
        ROOMS.forEach(room -> bus.publish(emission("of " + room, room)));
        bus.workers().claim(1, "a");
        Set<String> keys = new HashSet<>();
        onMasters(redis -> keys.addAll(redis.keys("*")));
        assertEquals(3 * ROOMS.size() + 1, keys.size());
        assertTrue(keys.stream().allMatch(key -> key.startsWith("roomcast:")), keys.toString());
    }
}
