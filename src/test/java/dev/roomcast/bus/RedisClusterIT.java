package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

/** With rooms spread over a Cluster, whose slots move and whose masters die. */
class RedisClusterIT extends ReplicatedRedisContract {
    /** Of the first master. */
    private static final String FIRST_TAG = "{3}";

    private RedisCluster world() {
        return (RedisCluster) kind();
    }

    @Override
    RedisKind started() {
        return RedisCluster.plain();
    }

    @Test
    void roomsAreSpreadOverAllMastersAndEachLiesOnOne() {
        ROOMS.forEach(room -> bus.publish(emission("of " + room, room)));
        Set<String> seen = new HashSet<>();
        onMasters(redis -> {
            List<String> here = redis.keys("*:events").stream()
                    .map(key -> key.replaceFirst(":events$", ""))
                    .toList();
            assertTrue(!here.isEmpty(), "a master has no room");
            here.forEach(room -> {
                assertTrue(seen.add(room));
                assertEquals(3, redis.keys(room + ":*").size(), "all keys of " + room);
            });
        });
        assertEquals(ROOMS.size(), seen.size());
    }

    @Test
    void aMasterThatFallsSilentIsAnOutageOfTheBusAndOfItsRooms() {
        ROOMS.forEach(this::subscribe);
        RedisServer silent = world().node(2);
        String there = roomOn(silent);
        String elsewhere = roomOn(world().node(1));
        silent.pause();
        try {
            Await.until("it is noticed", () -> heard.state() == BusState.DOWN);
            assertThrows(BusDownException.class, () -> bus.publish(emission("lost", there)));
            bus.publish(emission("goes on", elsewhere));
            Await.until("the other rooms' events still come", () -> heard.hasEvent("goes on"));
        } finally {
            silent.resume();
        }
        Await.until("it is up again", () -> heard.state() == BusState.UP);
        world().awaitAgreement();
        for (String room : ROOMS) {
            assertTrue(heard.subscriptions(room) >= 2, room + " was said to be subscribed again");
        }
    }

    private String roomOn(RedisServer node) {
        ROOMS.forEach(room -> bus.publish(emission("look " + room, room)));
        return kind().ask(node, redis -> redis.keys("*:events")).stream()
                .map(key -> key.replaceFirst("^.*\\}:", "").replaceFirst(":events$", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whileASlotIsMovedItsKeysAreFoundWhereTheyAre() {
        String room = "files";
        subscribe(room);
        Position before = bus.publish(emission("before", room));
        int slot = slotOf(room);
        RedisServer from = world().ownerOf(slot);
        RedisServer to = from == world().node(1) ? world().node(2) : world().node(1);
        world().beginMove(slot, from, to);
        // Another server, so another life and another epoch: nobody promises that nothing was lost on the way.
        Position during = bus.publish(emission("during", room));
        assertNotEquals(before.epoch(), during.epoch());
        assertTrue(during.seq() > before.seq());
        assertEquals(during, bus.positions(List.of(room)).get(room));
        assertTrue(bus.history(room, during).recovered());
        assertEquals(before.seq(), bus.publish(emission("before", room)).seq(), "it is no second event");
        long subscriptions = heard.subscriptions(room);
        world().endMove(slot, from, to);
        Await.until("subscribed where it is now", () -> heard.subscriptions(room) > subscriptions);
        bus.publish(emission("after", room));
        Await.until("events arrive", () -> heard.hasEvent("after"));
        world().beginMove(slot, to, from);
        world().endMove(slot, to, from);
    }

    @Test
    void whileItsRoomsAreOnTwoServersAllAreServed() {
        List<String> rooms = twoOfOneSlot();
        int slot = slotOf(rooms.get(0));
        RedisServer from = world().ownerOf(slot);
        RedisServer to = from == world().node(1) ? world().node(2) : world().node(1);
        world().beginMove(slot, from, to, key -> key.contains(":" + rooms.get(0) + ":"));
        List<Emission> emissions = Stream.of("1", "2")
                .flatMap(id -> rooms.stream().map(room -> emission(id, room)))
                .toList();
        List<Position> positions = publishAll(emissions);
        assertEquals(Map.of(rooms.get(0), positions.get(2), rooms.get(1), positions.get(3)), bus.positions(rooms));
        world().moveKeys(slot, from, to, key -> true);
        world().endMove(slot, from, to);
        assertEquals(
                positions.stream().map(Position::seq).toList(),
                publishAll(emissions).stream().map(Position::seq).toList(),
                "they are no second events");
        world().move(slot, to, from);
    }

    private List<String> twoOfOneSlot() {
        // More rooms than parts.
        List<String> rooms =
                IntStream.range(0, 9).mapToObj(number -> "two-" + number).toList();
        rooms.forEach(room -> bus.publish(emission("before", room)));
        return rooms.stream().collect(Collectors.groupingBy(this::slotOf)).values().stream()
                .filter(ofOneSlot -> ofOneSlot.size() >= 2)
                .findFirst()
                .orElseThrow()
                .subList(0, 2);
    }

    private int slotOf(String room) {
        Set<Integer> slots = new HashSet<>();
        onMasters(master ->
                master.keys("*:" + room + ":events").forEach(key -> slots.add(JedisClusterCRC16.getSlot(key))));
        return slots.iterator().next();
    }

    @Override
    void rearrange(Traffic traffic) {
        int slot = JedisClusterCRC16.getSlot(FIRST_TAG);
        RedisServer owner = world().master();
        world().move(slot, owner, world().node(1));
        traffic.awaitMore(300);
        world().move(slot, world().node(1), owner);
        traffic.awaitMore(100);
    }
}
