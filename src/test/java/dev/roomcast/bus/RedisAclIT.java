package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** With the user of {@code users.acl} in a Redis that others use, too. */
class RedisAclIT extends RedisKindContract {
    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.startedWith(
                "acl.conf", "--aclfile", RedisServer.configured("users.acl").toString());
    }

    @AfterAll
    static void stopServer() {
        server.close();
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
        return List.of(as("admin", "change-me-admin"));
    }

    private static Jedis as(String user, String password) {
        return new Jedis(
                new HostAndPort("127.0.0.1", server.port()),
                DefaultJedisClientConfig.builder().user(user).password(password).build());
    }

    @Test
    void theReadmeNamesTheSameUser() throws IOException {
        String line = "ACL SETUSER " + String.join(" ", roomcastUser());
        assertTrue(
                Files.readAllLines(RedisServer.configured("README.md")).contains(line), "not in the README: " + line);
    }

    @Test
    void theUserReachesNothingElse() {
        List<Consumer<Jedis>> forbidden = List.of(
                redis -> redis.get("others:key"),
                redis -> redis.set("others:key", "x"),
                redis -> redis.eval("return redis.call('GET', KEYS[1])", 1, "others:key"),
                redis -> redis.publish("others", "x"),
                redis -> redis.keys("*"),
                Jedis::flushAll,
                redis -> redis.configGet("*"),
                redis -> redis.aclList());
        try (Jedis redis = as("roomcast", PASSWORD)) {
            assertEquals("PONG", redis.ping());
            for (Consumer<Jedis> command : forbidden) {
                String refusal = assertThrows(RuntimeException.class, () -> command.accept(redis))
                        .getMessage();
                assertTrue(refusal.contains("permission") || refusal.contains("NOPERM"), refusal);
            }
        }
        assertThrows(
                JedisAccessControlException.class, () -> as("roomcast", "wrong").ping());
    }
}
