package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.redis.RedisLostConnections;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisLostConnectionsIT extends LostConnectionsContract {
    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.started();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    LostConnections newKeeper(long keptMs) {
        return new RedisLostConnections(server.settings(10, 500), keptMs, System::nanoTime);
    }

    @Test
    void anotherWorkerFindsIt() {
        LostConnections here = newKeeper(KEPT_MS);
        LostConnections there = newKeeper(KEPT_MS);
        here.keep(lost("one"));
        try (Jedis redis = new Jedis("127.0.0.1", server.port())) {
            long left = redis.pttl("roomcast:0:session:one");
            assertTrue(left > 0 && left <= KEPT_MS, "it goes by itself after its time: " + left);
        }
        assertEquals(Optional.of(lost("one")), there.take("one"));
        assertTrue(here.take("one").isEmpty());
        here.stop();
        there.stop();
    }

    @Test
    void withoutRedisItSaysSo() {
        LostConnections keeper = newKeeper(KEPT_MS);
        server.stop();
        assertThrows(BusDownException.class, () -> keeper.keep(lost("one")));
        assertThrows(BusDownException.class, () -> keeper.take("one"));
        server.start();
        assertTrue(keeper.take("one").isEmpty());
        keeper.stop();
    }
}
