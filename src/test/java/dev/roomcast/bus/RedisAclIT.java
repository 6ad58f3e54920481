package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** With the user of {@code users.acl} in a Redis that others use, too. */
class RedisAclIT extends RedisKindContract {
    @Override
    RedisKind started() {
        return SingleRedis.shared();
    }

    private <T> T as(String password, Function<Jedis, T> question) {
        JedisClientConfig user = DefaultJedisClientConfig.builder()
                .user("roomcast")
                .password(password)
                .build();
        return RedisKind.ask(kind().masters().get(0), user, question);
    }

    @Test
    void theReadmeNamesTheSameUser() throws IOException {
        String line = "ACL SETUSER " + String.join(" ", RedisKind.roomcastUser());
        assertTrue(
                Files.readAllLines(RedisServer.configured("README.md")).contains(line), "not in the README: " + line);
    }

    @Test
    void theUserReachesNothingElse() {
        List<Function<Jedis, ?>> forbidden = List.of(
                redis -> redis.get("others:key"),
                redis -> redis.set("others:key", "x"),
                redis -> redis.eval("return redis.call('GET', KEYS[1])", 1, "others:key"),
                redis -> redis.publish("others", "x"),
                redis -> redis.keys("*"),
                Jedis::flushAll,
                redis -> redis.configGet("*"),
                redis -> redis.aclList());
        assertEquals("PONG", as(RedisKind.PASSWORD, Jedis::ping));
        for (Function<Jedis, ?> command : forbidden) {
            String refusal = assertThrows(RuntimeException.class, () -> as(RedisKind.PASSWORD, command))
                    .getMessage();
            assertTrue(refusal.contains("permission") || refusal.contains("NOPERM"), refusal);
        }
        assertThrows(JedisAccessControlException.class, () -> as("wrong", Jedis::ping));
    }
}
