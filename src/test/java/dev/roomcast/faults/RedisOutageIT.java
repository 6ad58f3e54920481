package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.bus.RedisServer;
import dev.roomcast.it.Await;
import dev.roomcast.it.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Redis, or the way to it, breaks. (Redis that is down when a worker starts: {@code StartIT}.) */
class RedisOutageIT {
    private static final FaultBench BENCH = FaultBench.shared();
    private static final FaultCluster CLUSTER = BENCH.cluster();
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeEach
    void startRight() {
        BENCH.assertKept("the test before");
    }

    @Test
    void killedAndStartedAgainWithEverythingLost() {
        try (Load load = BENCH.load()) {
            CLUSTER.redis().stop();
            CLUSTER.seats().forEach(seat -> awaitBus(seat, "DOWN"));
            int then = load.done();
            Await.until("changes are made all the same", SOON, () -> load.done() > then + 5);
            CLUSTER.redis().start();
            CLUSTER.seats().forEach(seat -> awaitBus(seat, "UP"));
        }
        BENCH.assertKept("a restart without data");
    }

    @Test
    void flushed() {
        try (Load load = BENCH.load()) {
            for (int n = 0; n < 3; n++) {
                int wanted = load.done() + 10;
                Await.until("changes go on", SOON, () -> load.done() >= wanted);
                CLUSTER.redis(Jedis::flushAll);
            }
        }
        BENCH.assertKept("FLUSHALL");
    }

    @Test
    void oneWorkerIsCutOffWithoutAWordWhileTheOthersGoOn() {
        Seat cutOff = CLUSTER.seat(0);
        Seat other = CLUSTER.seat(1);
        String logBefore = cutOff.worker().log();
        cutOff.bus().turn(Fault.HALF_OPEN);
        long kept;
        try {
            awaitBus(cutOff, "DOWN");
            assertEquals("UP", bus(other, "bus", 200));
            int[] resyncs = resyncs();
            kept = BENCH.create(cutOff);
            Await.until("its own pages are told to fetch, and show it", SOON, () -> BENCH.pagesOf(cutOff)
                    .allMatch(page -> page.shows(kept)));
            IntStream.range(0, FaultBench.PAGES)
                    .filter(page -> page % FaultCluster.WORKERS == cutOff.number())
                    .forEach(page -> assertTrue(resyncs()[page] > resyncs[page], "page " + page));
            assertTrue(BENCH.pagesOf(other).noneMatch(page -> page.shows(kept)));
            try (Load load = BENCH.load()) {
                int wanted = load.done() + 30;
                Await.until("all make changes", SOON, () -> load.done() >= wanted);
            }
        } finally {
            cutOff.bus().turn(Fault.PASS);
        }
        BENCH.assertKept("a half-open connection to Redis");
        assertEquals("UP", bus(cutOff, "bus", 200));
        assertEquals(1, published(kept), "what was kept is published, once");
        String log = cutOff.worker().log().substring(logBefore.length());
        assertEquals(1, lines(log, "is not to be heard"), log);
        assertEquals(1, lines(log, "subscribed at Redis"), log);
        // Whoever wanted to publish while the listener had not noticed yet says so too, once.
        assertTrue(lines(log, "] committed events are kept") <= 1, log);
        assertTrue(lines(log, "] events are kept") <= 1, log);
    }

    private static long published(long id) {
        BENCH.published().sweep();
        return BENCH.published().all().stream()
                .filter(event ->
                        event.id().equals(String.valueOf(id)) && event.json().contains("\"added\""))
                .count();
    }

    private static long lines(String log, String text) {
        return log.lines().filter(line -> line.contains(text)).count();
    }

    private static int[] resyncs() {
        return BENCH.pages().look().stream().mapToInt(FaultPages.View::resyncs).toArray();
    }

    @Test
    void slowButWithinItsTime() {
        slow(FaultCluster.REDIS_TIMEOUT_MS * 2 / 5);
    }

    @Test
    void slowerThanItsTime() {
        slow(FaultCluster.REDIS_TIMEOUT_MS * 2);
    }

    private static void slow(int ms) {
        CLUSTER.seats().forEach(seat -> seat.bus().turn(Fault.delay(ms)));
        try (Load load = BENCH.load()) {
            int wanted = load.done() + 40;
            Await.until("changes go on", SOON, () -> load.done() >= wanted);
        } finally {
            CLUSTER.seats().forEach(seat -> seat.bus().turn(Fault.PASS));
        }
        BENCH.assertKept("answers that took " + ms + " ms longer");
    }

    @Test
    void subscribersThatRedisCutsOff() {
        try (Load load = BENCH.load()) {
            for (int n = 0; n < 4; n++) {
                int wanted = load.done() + 8;
                Await.until("changes go on", SOON, () -> load.done() >= wanted);
                CLUSTER.redis(redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub"));
            }
        }
        BENCH.assertKept("subscribers were killed");
    }

    @Test
    void aSubscriberThatIsTooSlowForRedis() {
        String limit = "client-output-buffer-limit";
        String before = CLUSTER.redis(redis -> redis.configGet(limit).get(limit));
        String junk = "x".repeat(256 * 1024);
        List<String> subscribers = subscribers();
        try (Load load = BENCH.load()) {
            CLUSTER.redis(redis -> redis.configSet(limit, "pubsub 1000000 0 0"));
            CLUSTER.seat(1).bus().turn(Fault.PAUSE);
            Await.until("Redis closes one", SOON, () -> {
                CLUSTER.redis(redis -> redis.publish(BENCH.published().channel(), junk));
                return !subscribers().containsAll(subscribers);
            });
            assertTrue(load.done() > 0);
        } finally {
            CLUSTER.redis(redis -> redis.configSet(limit, before));
            CLUSTER.seat(1).bus().turn(Fault.PASS);
        }
        BENCH.assertKept("a subscriber was cut off by its output buffer");
    }

    private static List<String> subscribers() {
        byte[] clients =
                (byte[]) CLUSTER.redis(redis -> redis.sendCommand(Protocol.Command.CLIENT, "LIST", "TYPE", "pubsub"));
        return Arrays.stream(new String(clients, StandardCharsets.UTF_8).split("\n"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    @Test
    void failoverToAReplicaThatHasNotHeardEverything() {
        RedisServer replica = RedisServer.started();
        String epoch = BENCH.published().place().orElseThrow().epoch();
        try (FaultProxy replication = FaultProxy.to(CLUSTER.redis().port());
                Jedis there = new Jedis("127.0.0.1", replica.port())) {
            there.replicaof("127.0.0.1", replication.port());
            Await.until(
                    "the replica follows", SOON, () -> there.info("replication").contains("master_link_status:up"));
            try (Load load = BENCH.load()) {
                replication.turn(Fault.HALF_OPEN);
                int wanted = load.done() + 10;
                Await.until("some events are not replicated", SOON, () -> load.done() >= wanted);
                there.replicaofNoOne();
                CLUSTER.failOverTo(replica);
                int then = load.done();
                Await.until("changes go on", SOON, () -> load.done() >= then + 10);
            }
        }
        BENCH.assertKept("a failover");
        assertNotEquals(epoch, BENCH.published().place().orElseThrow().epoch());
    }

    private static void awaitBus(Seat seat, String state) {
        int status = state.equals("UP") ? 200 : 503;
        Await.until(seat + " says that the bus is " + state, SOON, () -> get(seat.worker(), "bus") == status);
        assertEquals(state, bus(seat, "ready", 200));
    }

    private static int get(Worker worker, String what) {
        return CLUSTER.admin().on(worker).get("api/health/" + what).status();
    }

    /** The bus's state as a health answer of this status says it. */
    private static String bus(Seat seat, String of, int status) {
        return CLUSTER.admin()
                .on(seat.worker())
                .get("api/health/" + of)
                .expect(status)
                .json()
                .getString("bus");
    }
}
