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
        return new SingleRedis(
                true, in(3).password(PASSWORD).build(), server -> "rediss://" + at(server) + "/3", "redis", "tls.conf");
    }

    /** Over a unix socket, in a database of its own number. */
    static SingleRedis overUnixSocket() {
        return new SingleRedis(false, in(5).build(), server -> unix(server, 5), "redis", "unix-socket.conf");
    }

    private static DefaultJedisClientConfig.Builder in(int database) {
        return DefaultJedisClientConfig.builder().database(database);
    }

    private static String unix(RedisServer server, int database) {
        return "unix://" + server.unixSocket() + "?db=" + database + "&user=roomcast&password=" + PASSWORD;
    }

    /** One that others use, too. */
    static SingleRedis shared() {
        return new SingleRedis(
                false,
                in(0).user("admin").password("change-me-admin").build(),
                server -> "redis://" + at(server),
                "redis",
                "acl.conf",
                "--aclfile",
                RedisServer.configured("users.acl").toString());
    }

    /** Valkey, where the machine has it. */
    public static Optional<SingleRedis> valkey() {
        return RedisServer.onPath("valkey-server")
                .map(there -> new SingleRedis(
                        false, in(0).build(), server -> "redis://" + at(server), "valkey", "standalone.conf"));
    }

    private static String at(RedisServer server) {
        return LOGIN + "@" + addresses(Stream.of(server));
    }

    /** The settings of a worker on the same machine, beside {@link #settings()} of those elsewhere. */
    public Map<String, String> settingsOverUnixSocket() {
        return Map.of("roomcast.redis.uri", unix(server, administrator.getDatabase()));
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
