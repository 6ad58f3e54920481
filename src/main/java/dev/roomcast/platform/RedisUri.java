package dev.roomcast.platform;

import static dev.roomcast.platform.SettingForms.require;

import dev.roomcast.sync.redis.RedisSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, as {@code redis://[user:password@]host[:port][/db]}, {@code rediss://...} for TLS, or {@code
 * unix:///path[?db=n&user=...&password=...]}.
 *
 * @param unixSocket path of its unix socket, or null for TCP
 */
record RedisUri(
        String host,
        int port,
        @Nullable String unixSocket,
        boolean ssl,
        @Nullable String user,
        @Nullable String password,
        int database) {
    static final String ALLOWED =
            "redis://[user:password@]host[:port][/db], rediss://... or unix:///path[?db=n&password=...]";
    private static final int STANDARD_PORT = 6379;
    private static final int HIGHEST_DATABASE = 65_535;

    /** Reads an address; throws {@link IllegalArgumentException} for another form. */
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

    /** The same as the bus wants it. */
    RedisSettings settings(String prefix, int historyLength, int timeoutMs) {
        return new RedisSettings(
                host, port, unixSocket, ssl, user, password, database, prefix, historyLength, timeoutMs);
    }

    private static RedisUri tcp(URI uri, boolean ssl) {
        require(uri.getHost() != null && uri.getRawQuery() == null);
        int port = uri.getPort() < 0 ? STANDARD_PORT : uri.getPort();
        require(port >= 1 && port <= 65_535);
        String[] login = login(uri.getRawUserInfo());
        String path = uri.getRawPath();
        int database = path.isEmpty() || path.equals("/") ? 0 : database(path.substring(1));
        return new RedisUri(uri.getHost(), port, null, ssl, login[0], login[1], database);
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
        return new RedisUri("", 0, uri.getPath(), false, user, password, database);
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
