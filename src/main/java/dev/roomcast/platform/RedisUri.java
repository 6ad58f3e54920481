package dev.roomcast.platform;

import static dev.roomcast.platform.SettingForms.require;

import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisAddress.Place;
import dev.roomcast.sync.redis.RedisTrust;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is and how to get in, as the settings write it: one server as {@code
 * redis://[user:password@]host[:port][/db]}, {@code rediss://...} for TLS, or {@code
 * unix:///path[?db=n&user=...&password=...]}; several with a comma between them.
 */
record RedisUri(
        RedisAddress address,
        boolean ssl,
        @Nullable String user,
        @Nullable String password,
        int database) {
    static final String ALLOWED =
            "redis://[user:password@]host[:port][/db], rediss://... or unix:///path[?db=n&password=...]";
    static final String SENTINELS_ALLOWED =
            "[redis://[user:password@]]host[:port],host[:port]/master[/db] with the places of the sentinels, or"
                    + " rediss://...";
    static final String CLUSTER_ALLOWED =
            "[redis://[user:password@]]host[:port],host[:port] with the places of some nodes, or rediss://...";
    private static final int STANDARD_PORT = 6379;
    private static final int STANDARD_SENTINEL_PORT = 26_379;
    private static final int HIGHEST_DATABASE = 65_535;
    private static final int MOST_PLACES = 16;
    private static final Pattern SEVERAL =
            Pattern.compile("(?:(rediss?)://(?:([^@/,]*)@)?)?([^@/]+?)(?:/([^/?#]*))?(?:/(\\d*))?");
    private static final Pattern PLACE = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?");
    private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Reads the address of one server; throws {@link IllegalArgumentException} for another form. */
    static RedisUri parse(String text) {
        URI uri = URI.create(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        require(uri.getRawFragment() == null);
        return switch (scheme) {
            case "redis", "rediss" -> tcp(uri, scheme.equals("rediss"));
            case "unix" -> unix(uri);
            default -> throw new IllegalArgumentException();
        };
    }

    /** Reads where sentinels are and which master they watch; throws {@link IllegalArgumentException} for another form. */
    static RedisUri parseSentinels(String text) {
        Matcher parts = several(text);
        String master = parts.group(4);
        require(master != null && MASTER.matcher(master).matches());
        String database = parts.group(5);
        RedisAddress address = new RedisAddress.Sentinels(places(parts.group(3), STANDARD_SENTINEL_PORT), master, null);
        return of(address, parts, database == null || database.isEmpty() ? 0 : database(database));
    }

    /** Reads where nodes of a Cluster are; throws {@link IllegalArgumentException} for another form. */
    static RedisUri parseCluster(String text) {
        Matcher parts = several(text);
        String rest = parts.group(4);
        // A Cluster has database 0 only.
        require((rest == null || rest.isEmpty()) && parts.group(5) == null);
        return of(new RedisAddress.Cluster(places(parts.group(3), STANDARD_PORT)), parts, 0);
    }

    private static RedisUri of(RedisAddress address, Matcher parts, int database) {
        String[] login = login(parts.group(2));
        return new RedisUri(address, "rediss".equals(parts.group(1)), login[0], login[1], database);
    }

    private static Matcher several(String text) {
        Matcher parts = SEVERAL.matcher(text);
        require(parts.matches());
        return parts;
    }

    private static List<Place> places(String text, int standardPort) {
        List<Place> places = Arrays.stream(text.split(",", -1))
                .map(place -> place(place.strip(), standardPort))
                .distinct()
                .toList();
        require(places.size() <= MOST_PLACES);
        return places;
    }

    private static Place place(String text, int standardPort) {
        Matcher parts = PLACE.matcher(text);
        require(parts.matches());
        int port = parts.group(2) == null ? standardPort : Integer.parseInt(parts.group(2));
        require(port >= 1 && port <= 65_535);
        return new Place(parts.group(1), port);
    }

    /** The same, of sentinels that want a password. */
    RedisUri withSentinelPassword(@Nullable String sentinelPassword) {
        return address instanceof RedisAddress.Sentinels sentinels
                ? new RedisUri(
                        new RedisAddress.Sentinels(sentinels.places(), sentinels.master(), sentinelPassword),
                        ssl,
                        user,
                        password,
                        database)
                : this;
    }

    /** How to get in. */
    RedisAccess access(@Nullable RedisTrust trust) {
        return new RedisAccess(ssl, trust, user, password, database);
    }

    private static RedisUri tcp(URI uri, boolean ssl) {
        require(uri.getHost() != null && uri.getRawQuery() == null);
        int port = uri.getPort() < 0 ? STANDARD_PORT : uri.getPort();
        require(port >= 1 && port <= 65_535);
        String[] login = login(uri.getRawUserInfo());
        String path = uri.getRawPath();
        int database = path.isEmpty() || path.equals("/") ? 0 : database(path.substring(1));
        return new RedisUri(new RedisAddress.Tcp(new Place(uri.getHost(), port)), ssl, login[0], login[1], database);
    }

    private static @Nullable String[] login(@Nullable String userInfo) {
        if (userInfo == null) {
            return new @Nullable String[2];
        }
        int colon = userInfo.indexOf(':');
        // A lone word before the @ is a password for some clients and a user for others: rather refused than guessed.
        require(colon >= 0);
        return new @Nullable String[] {orNull(userInfo.substring(0, colon)), orNull(userInfo.substring(colon + 1))};
    }

    private static RedisUri unix(URI uri) {
        require(uri.getRawAuthority() == null
                && uri.getPath() != null
                && uri.getPath().length() > 1);
        Map<String, String> options = new HashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = option.indexOf('=');
            require(equals > 0);
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        int database = database(options.getOrDefault("db", "0"));
        String user = orNull(options.getOrDefault("user", ""));
        String password = orNull(options.getOrDefault("password", ""));
        options.keySet().removeAll(Set.of("db", "user", "password"));
        require(options.isEmpty());
        return new RedisUri(new RedisAddress.UnixSocket(uri.getPath()), false, user, password, database);
    }

    private static @Nullable String orNull(String encoded) {
        // URLDecoder would make a space of a plus sign, which passwords do contain.
        return encoded.isEmpty() ? null : URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static int database(String text) {
        int number = Integer.parseInt(text);
        require(number >= 0 && number <= HIGHEST_DATABASE);
        return number;
    }
}
