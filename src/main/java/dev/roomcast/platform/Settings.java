package dev.roomcast.platform;

import static dev.roomcast.platform.SettingForms.directory;
import static dev.roomcast.platform.SettingForms.flag;
import static dev.roomcast.platform.SettingForms.matching;
import static dev.roomcast.platform.SettingForms.names;
import static dev.roomcast.platform.SettingForms.networks;
import static dev.roomcast.platform.SettingForms.number;
import static dev.roomcast.platform.SettingForms.numberOrZero;
import static dev.roomcast.platform.SettingForms.origins;
import static dev.roomcast.platform.SettingForms.special;
import static dev.roomcast.platform.SettingForms.table;
import static dev.roomcast.platform.SettingForms.text;

import dev.roomcast.platform.database.DatabaseAddress;
import dev.roomcast.sync.redis.RedisSettings;
import dev.roomcast.sync.redis.RedisTrust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Every setting of Roomcast, and the values in force: from MicroProfile Config first, then from the original's {@code
 * config.ini}, then the default. A blank value counts as not set.
 * Immutable and safe for all threads; values are read when asked for.
 */
public final class Settings {

    /** Names that more than one type needs. */
    static final class Names {
        static final String CONFIG_INI = "roomcast.config.ini";
        static final String IDLE_SECONDS = "roomcast.sync.idle-seconds";

        private Names() {}
    }

    /** Where a value comes from. */
    public enum Source {
        /** MicroProfile Config: a system property, the environment, the server's console. */
        CONFIG("config"),
        CONFIG_INI("config.ini"),
        DEFAULT("default");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** As clients see it. */
        public String word() {
            return word;
        }
    }

    private static final String EVERYONE = "global";
    private static final int MOST_NAMED = 20;

    /** Names as ours are, but for those that Kubernetes gives to every process beside a service called roomcast. */
    private static final Pattern OURS =
            Pattern.compile("roomcast\\..+|ROOMCAST_(?!(\\w+_)?(SERVICE_(HOST|PORT)|PORT$|PORT_\\d)).+");

    private static final long HIGHEST_EXACT_NUMBER = (1L << 53) - 1;
    private static final String PATH_FORM =
            "a path such as /socket.io/: letters, digits, '.', '-', '_' between slashes";

    public static final Setting<String> CONFIG_INI =
            text(Names.CONFIG_INI, "", "Path of the original's config.ini, read below everything else");
    static final Setting<RedisUri> REDIS_URI = special(
                    "roomcast.redis.uri",
                    "The Redis that joins the workers; without it one worker serves alone",
                    RedisUri.ALLOWED,
                    RedisUri::parse)
            .asSecret();
    static final Setting<RedisUri> REDIS_SENTINELS = special(
                    "roomcast.redis.sentinels",
                    "Instead of roomcast.redis.uri: the sentinels that say where the Redis is, and the name of its master",
                    RedisUri.SENTINELS_ALLOWED,
                    RedisUri::parseSentinels)
            .asSecret();
    static final Setting<String> REDIS_SENTINEL_PASSWORD = text(
                    "roomcast.redis.sentinel-password", "", "Password of the sentinels")
            .asSecret();
    static final Setting<RedisUri> REDIS_CLUSTER = special(
                    "roomcast.redis.cluster",
                    "Instead of roomcast.redis.uri: nodes of a Redis Cluster (Redis 7 or newer)",
                    RedisUri.CLUSTER_ALLOWED,
                    RedisUri::parseCluster)
            .asSecret();
    static final Setting<RedisTrust> REDIS_CA = special(
            "roomcast.redis.ca",
            "File with the certificates that are believed of a Redis over TLS; when not set, the JVM's trust store",
            "the path of a readable file of certificates in PEM",
            text -> RedisTrust.of(Path.of(text)));
    public static final Setting<String> REDIS_PREFIX = matching(
            "roomcast.redis.prefix",
            "roomcast",
            "Begins every key and channel in Redis",
            "letters, digits, '.', '-', '_' and ':', 64 at most",
            "[A-Za-z0-9._:-]{1,64}");
    public static final Setting<Long> REDIS_TIMEOUT = number(
            "roomcast.redis.timeout", "2000", 100, 60_000, "ms", "Bound on connecting to Redis and on each answer");
    public static final Setting<String> DB_URL = matching(
            "roomcast.db.url",
            "jdbc:h2:file:./data/roomcast",
            "JDBC address of the database (H2 or PostgreSQL; a relative file counts from the server's directory)",
            "a JDBC address such as jdbc:postgresql://host/database",
            "jdbc:.+");
    public static final Setting<String> DB_JNDI = matching(
            "roomcast.db.jndi",
            "",
            "JNDI name of a data source of the server, such as jdbc/roomcast; it takes the place of the address, user and"
                    + " password of the database",
            "a JNDI name such as jdbc/roomcast or java:jboss/datasources/roomcast",
            "(java:)?[A-Za-z0-9_./-]{1,200}");
    public static final Setting<String> DB_USER = text("roomcast.db.user", "", "User of the database");
    public static final Setting<String> DB_PASSWORD =
            text("roomcast.db.password", "", "Password of the database's user").asSecret();
    public static final Setting<String> ADMIN_PASSWORD = text(
                    "roomcast.admin.password",
                    "",
                    "Password of the administrator that an empty database gets; random and printed once when not set")
            .asSecret();
    public static final Setting<Boolean> ADMIN_RESET = flag(
            "roomcast.admin.reset",
            false,
            "At the start the user admin gets a new password, printed once, and is an active administrator again;"
                    + " all sessions of admin end. Set it for one start of one worker");
    public static final Setting<Boolean> AUTH_CONTAINER = flag(
            "roomcast.auth.container",
            false,
            "Whom the server itself has authenticated is signed in, by the login of a user");
    public static final Setting<List<Network>> TRUSTED_PROXIES = networks(
            "roomcast.trusted-proxies",
            "127.0.0.1,::1",
            "Proxies whose X-Forwarded-For is believed, as addresses or networks; sign-in attempts are counted by"
                    + " address");
    public static final Setting<Long> WORKER = number(
            "roomcast.worker",
            "",
            0,
            HIGHEST_EXACT_NUMBER,
            "",
            "Number of this worker in events, also when another has it; when not set, the process id or, over Redis, the"
                    + " next number that no living worker has");
    public static final Setting<Long> DRAIN_WINDOW = number(
            "roomcast.drain.window",
            "5000",
            0,
            600_000,
            "ms",
            "Time over which a worker that stops sends its pages elsewhere; 0 closes them at once");
    public static final Setting<String> ROUTE = matching(
            "roomcast.route",
            "",
            "Begins this worker's session ids, with a dot behind it, for a proxy that routes by it",
            "letters, digits, '-' and '_', 32 at most",
            "[A-Za-z0-9_-]{1,32}");
    public static final Setting<Set<String>> ALLOWED_ORIGINS = origins(
            "roomcast.allowed-origins", "Further origins that may connect and change data, beside the same origin");
    public static final Setting<String> SOCKET_PATH = matching(
            "roomcast.socket.path",
            "/socket.io/",
            "Where the socket is, below the context path",
            PATH_FORM,
            "(/[A-Za-z0-9._-]+)+/");
    public static final Setting<Long> PING_INTERVAL =
            number("roomcast.socket.ping-interval", "25000", 100, 600_000, "ms", "Time between pings of a connection");
    public static final Setting<Long> PING_TIMEOUT = number(
            "roomcast.socket.ping-timeout", "20000", 100, 600_000, "ms", "Silence after a ping that ends a connection");
    public static final Setting<Long> MAX_PAYLOAD = number(
            "roomcast.socket.max-payload", "1000000", 1_000, 100_000_000, "bytes", "Largest message from a client");
    public static final Setting<Long> CONNECT_TIMEOUT = number(
            "roomcast.socket.connect-timeout",
            "45000",
            100,
            600_000,
            "ms",
            "Time in which a new connection must join a namespace");
    public static final Setting<Long> UPGRADE_TIMEOUT = number(
            "roomcast.socket.upgrade-timeout",
            "10000",
            100,
            600_000,
            "ms",
            "Time that an upgrade to WebSocket may take");
    public static final Setting<Long> SEND_TIMEOUT = number(
            "roomcast.socket.send-timeout",
            "20000",
            100,
            600_000,
            "ms",
            "Age of a send at which a connection is given up");
    public static final Setting<Long> QUEUE_FRAMES = number(
            "roomcast.socket.queue-frames", "1024", 8, 100_000, "", "Messages that may wait for one slow client");
    public static final Setting<Long> QUEUE_BYTES = number(
            "roomcast.socket.queue-bytes",
            "1048576",
            65_536,
            1L << 30,
            "bytes",
            "Weight of messages that may wait for one");
    public static final Setting<Long> SOCKET_RECOVERY = numberOrZero(
            "roomcast.socket.recovery",
            1_000,
            3_600_000,
            "ms",
            "How long a lost connection of a stock client can be recovered; 0: not at all");
    public static final Setting<Long> IDLE_SECONDS =
            number(Names.IDLE_SECONDS, "30", 1, 86_400, "s", "Idle time after which a page checks that it is fresh");
    public static final Setting<List<String>> ROOMS = names(
            "roomcast.sync.rooms", "index,files,users,groups,categories,registrators,admin", "The rooms that exist");
    public static final Setting<Map<String, List<String>>> DEPENDENCIES = table(
            "roomcast.sync.dependencies",
            "categories=files;registrators=files",
            "Further rooms that hear of a topic, beside the room of its own name: topic=room,room;topic=room");
    public static final Setting<Long> HISTORY = number(
            "roomcast.sync.history", "1000", 1, 1_000_000, "events", "Events kept per room for those who come back");
    public static final Setting<Long> REFETCH_RATE = number(
            "roomcast.sync.refetch-rate",
            "500",
            1,
            1_000_000,
            "1/s",
            "How often a second the pages of a room on one worker refetch together after events; larger rooms take longer");
    public static final Setting<Boolean> OUTBOX = flag(
            "roomcast.sync.outbox",
            true,
            "A change's event is written in the same transaction, so that a worker that dies after the commit loses none");

    public static final Setting<Path> FILES_DIR = directory(
            "roomcast.files.dir",
            "./data/files",
            "Where the contents of files are kept; all workers share it (a relative one counts from the server's directory)");
    public static final Setting<Long> FILES_MAX_SIZE = number(
            "roomcast.files.max-size", "2147483648", 1, HIGHEST_EXACT_NUMBER, "bytes", "Largest file that is taken");

    private static final List<Setting<RedisUri>> REDIS_ADDRESSES = List.of(REDIS_URI, REDIS_SENTINELS, REDIS_CLUSTER);

    private static final List<Setting<?>> ALL = List.of(
            CONFIG_INI,
            REDIS_URI,
            REDIS_SENTINELS,
            REDIS_SENTINEL_PASSWORD,
            REDIS_CLUSTER,
            REDIS_CA,
            REDIS_PREFIX,
            REDIS_TIMEOUT,
            DB_URL,
            DB_JNDI,
            DB_USER,
            DB_PASSWORD,
            ADMIN_PASSWORD,
            ADMIN_RESET,
            AUTH_CONTAINER,
            TRUSTED_PROXIES,
            WORKER,
            DRAIN_WINDOW,
            ROUTE,
            ALLOWED_ORIGINS,
            SOCKET_PATH,
            PING_INTERVAL,
            PING_TIMEOUT,
            MAX_PAYLOAD,
            CONNECT_TIMEOUT,
            UPGRADE_TIMEOUT,
            SEND_TIMEOUT,
            QUEUE_FRAMES,
            QUEUE_BYTES,
            SOCKET_RECOVERY,
            IDLE_SECONDS,
            ROOMS,
            DEPENDENCIES,
            HISTORY,
            REFETCH_RATE,
            OUTBOX,
            FILES_DIR,
            FILES_MAX_SIZE);

    private final Function<String, Optional<String>> source;
    private final ConfigIni ini;

    /**
     * Reads from any source of texts by name, such as a test's; throws {@link BadSettingException} when it names an
     * unreadable {@code config.ini}.
     */
    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
        this.ini = given(CONFIG_INI).map(ConfigIni::read).orElse(ConfigIni.NONE);
    }

    /**
     * The settings of this deployment. Works on any thread, also one without a context class loader, as that on which
     * Payara creates pools.
     */
    public static Settings ofDeployment() {
        Config config = config();
        return new Settings(name -> config.getOptionalValue(name, String.class));
    }

    /** The warnings about what this deployment was given. */
    static List<String> warningsOfDeployment() {
        return ofDeployment().warnings(config().getPropertyNames());
    }

    private static Config config() {
        return ConfigProvider.getConfig(Settings.class.getClassLoader());
    }

    /** Every setting there is, in the order of the README's table. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** The value of a setting that has a default. */
    public <T> T get(Setting<T> setting) {
        return setting.valueOf(textOf(setting).orElse(setting.defaultText()));
    }

    /** The value of a setting that may be absent. */
    public <T> Optional<T> find(Setting<T> setting) {
        return textOf(setting).map(setting::valueOf);
    }

    /** The Redis to use, or empty for a worker that serves alone. */
    public Optional<RedisSettings> redis() {
        return redisUri()
                .map(uri -> new RedisSettings(
                        uri.address(),
                        uri.access(find(REDIS_CA).orElse(null)),
                        get(REDIS_PREFIX),
                        Math.toIntExact(get(HISTORY)),
                        Math.toIntExact(get(REDIS_TIMEOUT))));
    }

    private Optional<RedisUri> redisUri() {
        return find(REDIS_URI)
                .or(() -> find(REDIS_SENTINELS)
                        .map(uri -> uri.withSentinelPassword(
                                find(REDIS_SENTINEL_PASSWORD).orElse(null))))
                .or(() -> find(REDIS_CLUSTER))
                .or(ini::redis);
    }

    private void validateRedis() {
        List<String> addresses = REDIS_ADDRESSES.stream()
                .filter(address -> given(address).isPresent())
                .map(Setting::name)
                .toList();
        if (addresses.size() > 1) {
            throw new BadSettingException(
                    String.join(" and ", addresses) + " are set together; allowed is one of them");
        }
        if (given(REDIS_SENTINEL_PASSWORD).isPresent() && given(REDIS_SENTINELS).isEmpty()) {
            throw new BadSettingException(REDIS_SENTINEL_PASSWORD.name() + " is set without " + REDIS_SENTINELS.name()
                    + "; allowed is to set it with them only");
        }
        if (given(REDIS_CA).isPresent() && !redisUri().map(RedisUri::ssl).orElse(false)) {
            throw new BadSettingException(REDIS_CA.name() + " is set for a Redis without TLS; allowed is an address"
                    + " with rediss:// (or ssl in config.ini), or no such file");
        }
    }

    /** Where the value of a setting comes from. */
    public Source sourceOf(Setting<?> setting) {
        if (given(setting).isPresent()) {
            return Source.CONFIG;
        }
        boolean redis = setting.name().equals(REDIS_URI.name())
                && ini.redis().isPresent()
                && REDIS_ADDRESSES.stream().allMatch(address -> given(address).isEmpty());
        return redis || ini.value(setting.name()).isPresent() ? Source.CONFIG_INI : Source.DEFAULT;
    }

    /** The value in force as a person may see it; empty when there is none, or when it is secret. */
    public Optional<String> shown(Setting<?> setting) {
        return textOf(setting).filter(text -> !setting.secret()).map(text -> shown(setting, text));
    }

    private static String shown(Setting<?> setting, String text) {
        return setting.name().equals(DB_URL.name()) ? DatabaseAddress.shown(text) : text;
    }

    /** Throws {@link BadSettingException} for the first setting whose value is not allowed. */
    public void validate() {
        ALL.forEach(this::find);
        redis();
        validateRedis();
        List<String> rooms = get(ROOMS);
        if (rooms.contains(EVERYONE)) {
            throw new BadSettingException(ROOMS.name() + " names '" + EVERYONE
                    + "', which stands for every connection; allowed is any other name");
        }
        // The default's dependants that do not exist are passed over: they are nobody's mistake.
        given(DEPENDENCIES).map(DEPENDENCIES::valueOf).orElseGet(Map::of).values().stream()
                .flatMap(List::stream)
                .filter(room -> !rooms.contains(room))
                .findFirst()
                .ifPresent(room -> {
                    throw new BadSettingException(DEPENDENCIES.name() + " names the room '" + room
                            + "', which is not in " + ROOMS.name() + "; allowed is one of " + rooms);
                });
    }

    /**
     * One line for each source that says something which means nothing here: a misspelt name would be passed over
     * otherwise.
     *
     * @param given every name that MicroProfile Config knows, of ours and of others
     */
    public List<String> warnings(Iterable<String> given) {
        List<String> unknown = new ArrayList<>();
        for (String name : given) {
            if (OURS.matcher(name).matches() && ALL.stream().noneMatch(setting -> isNameOf(setting, name))) {
                unknown.add(name);
            }
        }
        Stream<String> names = warning("no settings of Roomcast, and passed over: ", unknown);
        Stream<String> keys =
                warning(find(CONFIG_INI).orElse("") + " has keys that mean nothing here: ", ini.unknown());
        return Stream.concat(names, keys).toList();
    }

    private static boolean isNameOf(Setting<?> setting, String name) {
        return name.equals(setting.name()) || name.equals(setting.environmentName());
    }

    private static Stream<String> warning(String what, List<String> names) {
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        String named = names.stream().distinct().sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.isEmpty() ? Stream.empty() : Stream.of(what + named + more);
    }

    private Optional<String> textOf(Setting<?> setting) {
        return given(setting).or(() -> ini.value(setting.name())).or(() -> standard(setting));
    }

    private Optional<String> given(Setting<?> setting) {
        return source.apply(setting.name()).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<String> standard(Setting<?> setting) {
        return Optional.of(setting.defaultText()).filter(value -> !value.isEmpty());
    }
}
