package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** What the bus does when a master dies. */
abstract class ReplicatedRedisContract extends RedisKindContract {

    @Override
    final ReplicatedRedis kind() {
        return (ReplicatedRedis) super.kind();
    }

    /** What else happens to the servers while events flow. */
    void rearrange(Traffic traffic) {}

    @Test
    final void underLoadAFailoverLosesNothingInSilence() {
        try (Traffic traffic = new Traffic(settings("roomcast"), ROOMS)) {
            traffic.start();
            traffic.awaitMore(500);
            kind().cutOffReplicas();
            traffic.awaitMore(100);
            RedisServer former = kind().failOver();
            traffic.awaitMore(500);
            kind().bringBack(former);
            assertNotEquals(former, kind().master());
            rearrange(traffic);
            traffic.awaitMore(200);
            traffic.endAndCheck();
            assertEquals(0, traffic.malformed());
        }
    }
}
