package dev.roomcast.bus;

import dev.roomcast.it.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/**
 * The servers of one kind of Redis with the files of {@code server-config/redis}, and what operators tell Roomcast of
 * them: it signs in as the user of {@code users.acl}.
 */
public abstract class RedisKind implements AutoCloseable {
    static final String PASSWORD = "change-me-redis";
    static final String LOGIN = "roomcast:" + PASSWORD;

    private final List<RedisServer> servers = new ArrayList<>();
    private final Optional<Certificates> certificates;

    /** @param tls whether servers and workers speak TLS with each other, with certificates of an authority of their own */
    RedisKind(boolean tls) {
        certificates = tls ? Optional.of(Certificates.temporary()) : Optional.empty();
    }

    /** Those that take writes. */
    abstract List<RedisServer> masters();

    /** The settings of Roomcast that say where they are, and how to get in. */
    abstract Map<String, String> places();

    /** All settings of Roomcast by which a worker finds its Redis. */
    public final Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(places());
        certificates.ifPresent(
                made -> settings.put("roomcast.redis.ca", made.authority().toString()));
        return settings;
    }

    /** What an address begins with. */
    final String scheme() {
        return certificates.isPresent() ? "rediss://" : "redis://";
    }

    /** The places of servers as addresses name them. */
    static String addresses(Stream<RedisServer> servers) {
        return String.join(
                ",",
                servers.map(server -> "127.0.0.1:" + server.announcedPort()).toList());
    }

    /** Starts a server with a file of {@code server-config/redis}; the options go before what it says. */
    final RedisServer start(String file, String... options) {
        return start("redis", RedisServer.configured(file), options);
    }

    /** The same, of a program such as {@code valkey} and with any file. */
    final RedisServer start(String program, Path file, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        certificates.map(RedisServer::overTls).ifPresent(all::addAll);
        RedisServer server = RedisServer.startedWith(program, file, all.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    /** How the administrator of the tests signs in. */
    JedisClientConfig administrator() {
        return DefaultJedisClientConfig.builder().password(PASSWORD).build();
    }

    /** What a server answers the administrator. */
    final <T> T ask(RedisServer server, Function<Jedis, T> question) {
        return ask(server, administrator(), question);
    }

    static <T> T ask(RedisServer server, JedisClientConfig as, Function<Jedis, T> question) {
        try (Jedis redis = new Jedis(new HostAndPort("127.0.0.1", server.port()), as)) {
            return question.apply(redis);
        }
    }

    /** Has the administrator do something on a server. */
    final void on(RedisServer server, Consumer<Jedis> command) {
        ask(server, redis -> {
            command.accept(redis);
            return "";
        });
    }

    /** What operators find in the file of users, as arguments of ACL SETUSER. */
    static List<String> roomcastUser() {
        try {
            return Files.readAllLines(RedisServer.configured("users.acl")).stream()
                    .filter(line -> line.startsWith("user roomcast "))
                    .map(line -> List.of(line.substring("user ".length()).split(" ")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void makeRoomcastUser(RedisServer server) {
        String[] user = roomcastUser().toArray(String[]::new);
        on(server, redis -> redis.aclSetUser(user[0], Arrays.copyOfRange(user, 1, user.length)));
    }

    @Override
    public final void close() {
        servers.forEach(RedisServer::close);
        certificates.ifPresent(Certificates::close);
    }
}
