package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Position;
import org.junit.jupiter.api.Test;

/** With sentinels that name the master, and with a master that dies; all of them over TLS. */
class RedisSentinelIT extends ReplicatedRedisContract {
    private RedisSentinels world() {
        return (RedisSentinels) kind();
    }

    @Override
    RedisKind started() {
        return RedisSentinels.overTls();
    }

    /** As when the one that hears it still cannot be told by the others. */
    @Test
    void aMasterThatWasReplacedAndGoesOnServingIsLeft() {
        RedisServer before = world().master();
        RedisServer other = world().startAnother();
        subscribe("files");
        world().name(other);
        Await.until("it is found", () -> heard.subscriptions("files") == 2 && heard.state() == BusState.UP);
        Position position = bus.publish(emission("at the other", "files"));
        Await.until("its events are heard", () -> heard.hasEvent("at the other"));
        assertEquals(
                String.valueOf(position.seq()),
                kind().ask(other, redis -> redis.hget("roomcast:0:{files}:numbering", "seq")));
        world().name(before);
        Await.until("it is found again", () -> heard.subscriptions("files") == 3);
    }

    @Test
    void asLongAsOneSentinelAnswersTheMasterIsFound() {
        world().sentinel(0).pause();
        world().sentinel(2).pause();
        try {
            Heard listener = new Heard();
            another("roomcast", listener).subscribe("files");
            Await.until("subscribed", () -> listener.subscriptions("files") > 0);
        } finally {
            world().sentinel(0).resume();
            world().sentinel(2).resume();
        }
    }
}
