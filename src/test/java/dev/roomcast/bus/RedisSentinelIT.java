package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** With sentinels that name the master, and with a master that dies. */
class RedisSentinelIT extends RedisKindContract {
    private static RedisSentinels world;

    @BeforeAll
    static void startServers() {
        world = new RedisSentinels();
    }

    @AfterAll
    static void stopServers() {
        world.close();
    }

    @Override
    RedisAddress address() {
        return world.address();
    }

    @Override
    RedisAccess access() {
        return new RedisAccess(false, null, "roomcast", PASSWORD, 0);
    }

    @Override
    List<Jedis> masters() {
        return List.of(admin(world.master().port(), PASSWORD));
    }

    @Test
    void underLoadAFailoverLosesNothingInSilence() {
        try (Traffic traffic = new Traffic(settings("roomcast"), ROOMS)) {
            traffic.start();
            traffic.awaitMore(500);
            RedisServer before = world.master();
            world.cutOffReplicas();
            traffic.awaitMore(100);
            before.stop();
            world.resumeReplicas();
            Await.until("another master is named", Duration.ofSeconds(20), () -> world.master() != before);
            traffic.awaitMore(500);
            before.start();
            world.makeReplica(before);
            assertNotEquals(before, world.master());
            traffic.awaitMore(200);
            traffic.endAndCheck();
            assertEquals(0, traffic.malformed());
        }
    }

    /** As when the one that hears it still cannot be told by the others. */
    @Test
    void aMasterThatWasReplacedAndGoesOnServingIsLeft() {
        try (RedisServer other = RedisServer.startedWith("replicated.conf", "--min-replicas-to-write", "0")) {
            makeRoomcastUser(admin(other.port(), PASSWORD));
            RedisServer before = world.master();
            subscribe("files");
            world.name(other);
            Await.until("it is found", () -> heard.subscriptions("files") == 2 && heard.state() == BusState.UP);
            Position position = bus.publish(emission("at the other", "files"));
            Await.until("its events are heard", () -> heard.hasEvent("at the other"));
            try (Jedis redis = admin(other.port(), PASSWORD)) {
                assertEquals(String.valueOf(position.seq()), redis.hget("roomcast:0:{files}:numbering", "seq"));
            }
            world.name(before);
            Await.until("it is found again", () -> heard.subscriptions("files") == 3);
        }
    }

    @Test
    void asLongAsOneSentinelAnswersTheMasterIsFound() {
        world.sentinel(0).pause();
        world.sentinel(2).pause();
        try {
            Heard listener = new Heard();
            another("roomcast", listener).subscribe("files");
            Await.until("subscribed", () -> listener.subscriptions("files") > 0);
        } finally {
            world.sentinel(0).resume();
            world.sentinel(2).resume();
        }
    }
}
