package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.WorkerNumber;
import dev.roomcast.sync.WorkerRegistry;
import dev.roomcast.sync.WorkerWish;
import dev.roomcast.sync.redis.RedisBus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Numbers of workers on a real Redis. */
class RedisWorkersIT {
    private static final int TIMEOUT_MS = 500;
    private static final String KEY_OF_1 = "roomcast:0:{workers}:1";
    private static RedisServer server;

    private final List<RedisBus> buses = new ArrayList<>();
    private Jedis redis;

    @BeforeAll
    static void startServer() {
        server = RedisServer.started();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void flush() {
        redis = new Jedis("127.0.0.1", server.port());
        redis.flushAll();
    }

    @AfterEach
    void close() {
        redis.close();
        buses.forEach(RedisBus::stop);
    }

    private WorkerRegistry registry(RedisServer at) {
        RedisBus bus = new RedisBus(at.settings(10, TIMEOUT_MS), Thread::new, System::nanoTime, () -> 0);
        buses.add(bus);
        return bus.workers();
    }

    private WorkerNumber worker(RedisServer at, String instance) {
        return new WorkerNumber(
                registry(at), new WorkerWish(1, false), instance, new TimeSource(System::nanoTime, () -> 0));
    }

    @Test
    void manyThatWishForTheSameNumberAtOnceEachGetOneOfTheirOwn() {
        List<WorkerNumber> workers = LongStream.range(0, 8)
                .mapToObj(n -> worker(server, "instance " + n))
                .toList();
        List<Thread> threads = workers.stream()
                .map(worker -> new Thread(worker::renew))
                .peek(Thread::start)
                .toList();
        Await.until("all have claimed", () -> threads.stream().noneMatch(Thread::isAlive));
        List<Long> numbers =
                workers.stream().map(WorkerNumber::getAsLong).sorted().toList();
        assertEquals(LongStream.rangeClosed(1, 8).boxed().toList(), numbers);
        assertEquals(8, new HashSet<>(redis.keys("roomcast:0:{workers}:*")).size());
    }

    @Test
    void aLeaseIsRenewedByItsHolderOnlyAndEndsByItself() {
        WorkerRegistry registry = registry(server);
        assertTrue(registry.claim(1, "a"));
        long lease = redis.pttl(KEY_OF_1);
        assertTrue(lease > 0 && lease <= WorkerRegistry.LEASE_MS, "the lease is " + lease + " ms");
        // As if nearly over; the holder has been killed.
        redis.pexpire(KEY_OF_1, 300);
        assertFalse(registry.claim(1, "b"));
        assertTrue(redis.pttl(KEY_OF_1) <= 300, "another's wish renews nothing");
        Await.until("the lease ends", () -> registry.claim(1, "b"));
        assertFalse(registry.claim(1, "a"));
        assertTrue(registry.claim(1, "b"));
        assertTrue(redis.pttl(KEY_OF_1) > 1_000);
    }

    @Test
    void onlyTheHolderGivesBack() {
        WorkerRegistry registry = registry(server);
        assertTrue(registry.claim(1, "a"));
        registry.release(1, "b");
        assertFalse(registry.claim(1, "b"));
        registry.release(1, "a");
        assertTrue(registry.claim(1, "b"));
    }

    @Test
    void afterRedisHasLostEverythingTheNumbersAreClaimedAgain() {
        WorkerNumber first = worker(server, "a");
        WorkerNumber second = worker(server, "b");
        first.renew();
        second.renew();
        redis.flushAll();
        // The second first: it keeps its own, though another is free now.
        second.renew();
        first.renew();
        assertEquals(List.of(1L, 2L), List.of(first.getAsLong(), second.getAsLong()));
        assertEquals(2, redis.keys("roomcast:0:{workers}:*").size());
    }

    @Test
    void withRedisDownAtTheStartTheWishIsUsedAndTheSecondMakesRoomWhenItComes() {
        try (RedisServer late = RedisServer.notStarted()) {
            WorkerNumber first = worker(late, "a");
            WorkerNumber second = worker(late, "b");
            assertThrows(BusDownException.class, () -> registry(late).claim(1, "c"));
            first.renew();
            second.renew();
            assertEquals(List.of(1L, 1L), List.of(first.getAsLong(), second.getAsLong()));
            late.start();
            second.renew();
            first.renew();
            assertEquals(List.of(2L, 1L), List.of(first.getAsLong(), second.getAsLong()));
        }
    }
}
