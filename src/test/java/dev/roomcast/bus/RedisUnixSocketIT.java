package dev.roomcast.bus;

import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.Jedis;

/** Over a unix socket, in a database of its own number. */
class RedisUnixSocketIT extends RedisKindContract {
    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.startedWith("unix-socket.conf");
        try (Jedis admin = new Jedis("127.0.0.1", server.port())) {
            makeRoomcastUser(admin);
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    RedisAddress address() {
        return new RedisAddress.UnixSocket(server.unixSocket().toString());
    }

    @Override
    RedisAccess access() {
        return new RedisAccess(false, null, "roomcast", PASSWORD, 5);
    }

    @Override
    List<Jedis> masters() {
        Jedis admin = new Jedis("127.0.0.1", server.port());
        admin.select(5);
        return List.of(admin);
    }
}
