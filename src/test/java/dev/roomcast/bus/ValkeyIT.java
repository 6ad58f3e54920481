package dev.roomcast.bus;

import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.Jedis;

/** Over Valkey, where the machine has it. */
class ValkeyIT extends RedisKindContract {
    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        Assumptions.assumeTrue(
                RedisServer.onPath("valkey-server").isPresent(), "Valkey was not tried: no valkey-server on the PATH");
        server = RedisServer.startedWith("valkey", RedisServer.configured("standalone.conf"));
        try (Jedis admin = new Jedis("127.0.0.1", server.port())) {
            makeRoomcastUser(admin);
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    RedisAddress address() {
        return server.address();
    }

    @Override
    RedisAccess access() {
        return new RedisAccess(false, null, "roomcast", PASSWORD, 0);
    }

    @Override
    List<Jedis> masters() {
        return List.of(new Jedis("127.0.0.1", server.port()));
    }
}
