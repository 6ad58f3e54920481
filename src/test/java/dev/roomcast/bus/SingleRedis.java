package dev.roomcast.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/** One Redis that has everything. */
public final class SingleRedis extends RedisKind {
    private static final JedisClientConfig NOBODY =
            DefaultJedisClientConfig.builder().build();

    private final RedisServer server;
    private final JedisClientConfig administrator;
    private final Function<RedisServer, String> uri;

    private SingleRedis(
            boolean tls,
            JedisClientConfig administrator,
            Function<RedisServer, String> uri,
            String program,
            String file,
            String... options) {
        super(tls);
        this.administrator = administrator;
        this.uri = uri;
        server = start(program, RedisServer.configured(file), options);
        makeRoomcastUser(server);
    }

    /** Over TLS with a certificate for 127.0.0.1, in a database of its own number. */
    public static SingleRedis overTls() {
        JedisClientConfig administrator = DefaultJedisClientConfig.builder()
                .password(PASSWORD)
                .database(3)
                .build();
        return new SingleRedis(true, administrator, server -> "rediss://" + at(server) + "/3", "redis", "tls.conf");
    }

    /** Over a unix socket, in a database of its own number. */
    public static SingleRedis overUnixSocket() {
        JedisClientConfig administrator =
                DefaultJedisClientConfig.builder().database(5).build();
        return new SingleRedis(
                false,
                administrator,
                server -> "unix://" + server.unixSocket() + "?db=5&user=roomcast&password=" + PASSWORD,
                "redis",
                "unix-socket.conf");
    }

    /** One that others use, too. */
    static SingleRedis shared() {
        JedisClientConfig administrator = DefaultJedisClientConfig.builder()
                .user("admin")
                .password("change-me-admin")
                .build();
        return new SingleRedis(
                false,
                administrator,
                server -> "redis://" + at(server),
                "redis",
                "acl.conf",
                "--aclfile",
                RedisServer.configured("users.acl").toString());
    }

    /** Valkey, where the machine has it. */
    public static Optional<SingleRedis> valkey() {
        return RedisServer.onPath("valkey-server")
                .map(there ->
                        new SingleRedis(false, NOBODY, server -> "redis://" + at(server), "valkey", "standalone.conf"));
    }

    private static String at(RedisServer server) {
        return LOGIN + "@" + addresses(Stream.of(server));
    }

    RedisServer server() {
        return server;
    }

    @Override
    JedisClientConfig administrator() {
        return administrator;
    }

    @Override
    List<RedisServer> masters() {
        return List.of(server);
    }

    @Override
    Map<String, String> places() {
        return Map.of("roomcast.redis.uri", uri.apply(server));
    }
}
