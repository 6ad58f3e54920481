package dev.roomcast.platform;

import dev.roomcast.platform.Settings.Names;
import dev.roomcast.sync.redis.RedisAddress;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code config.ini} of the system that Roomcast replaces, as far as Roomcast has the same settings: {@code
 * sync_idle_seconds} in any section, and in {@code [redis]} the keys
 * {@code socket}, {@code host}, {@code port}, {@code user}, {@code password}, {@code db} and {@code ssl}. Other keys
 * are left alone, and named by {@link #unknown}. Immutable.
 */
final class ConfigIni {
    /** No file, no values. */
    static final ConfigIni NONE = new ConfigIni(Map.of(), List.of());

    private static final String REDIS = "redis";
    private static final String IDLE_SECONDS = "sync_idle_seconds";
    private static final Set<String> REDIS_KEYS = Set.of("socket", "host", "port", "user", "password", "db", "ssl");

    private final Map<String, Map<String, String>> sections;
    private final List<String> unknown;

    private ConfigIni(Map<String, Map<String, String>> sections, List<String> unknown) {
        this.sections = sections;
        this.unknown = unknown;
    }

    /** Reads a file of UTF-8; throws {@link BadSettingException} when it cannot. */
    static ConfigIni read(String file) {
        String problem;
        try {
            return parse(Files.readAllLines(Path.of(file)));
        } catch (CharacterCodingException notUtf8) {
            problem = "which is not UTF-8";
        } catch (IOException | InvalidPathException unreadable) {
            problem = "which cannot be read";
        }
        throw new BadSettingException(
                Names.CONFIG_INI + " is '" + file + "', " + problem + "; allowed is the path of a readable file");
    }

    /**
     * Understands sections, {@code key = value} and {@code key: value}, and whole-line comments with {@code #} or
     * {@code ;}. A line that is indented further than its key goes on with that key's value; none of ours needs one.
     */
    static ConfigIni parse(List<String> lines) {
        Map<String, Map<String, String>> sections = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        String section = "";
        int keyIndent = Integer.MAX_VALUE;
        for (int number = 1; number <= lines.size(); number++) {
            String raw = lines.get(number - 1).replace("\uFEFF", "");
            String line = raw.strip();
            int indent = raw.length() - raw.stripLeading().length();
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';' || indent > keyIndent) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                section = lower(line.substring(1, line.length() - 1));
                keyIndent = Integer.MAX_VALUE;
                continue;
            }
            keyIndent = indent;
            int end = endOfKey(line);
            String key = lower(line.substring(0, end));
            if (key.isEmpty()) {
                // Not what it says: that may be a password.
                unknown.add("line " + number);
            } else {
                sections.computeIfAbsent(section, name -> new HashMap<>())
                        .put(key, line.substring(end + 1).strip());
                if (!isKnown(section, key)) {
                    unknown.add((section.isEmpty() ? "" : "[" + section + "] ") + key);
                }
            }
        }
        return new ConfigIni(sections, List.copyOf(unknown));
    }

    /** Where a line's key ends, 0 when it has none. */
    private static int endOfKey(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        int end = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
        return Math.max(end, 0);
    }

    private static boolean isKnown(String section, String key) {
        return key.equals(IDLE_SECONDS) || (section.equals(REDIS) && REDIS_KEYS.contains(key));
    }

    /** What the file says that means nothing here, each as {@code [section] key}. */
    List<String> unknown() {
        return unknown;
    }

    /** The value that the file gives to a setting of ours, apart from Redis' address. */
    Optional<String> value(String setting) {
        return setting.equals(Names.IDLE_SECONDS) ? anywhere(IDLE_SECONDS) : Optional.empty();
    }

    private Optional<String> anywhere(String key) {
        return sections.values().stream()
                .flatMap(section -> Optional.ofNullable(section.get(key)).stream())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Redis as {@code [redis]} names it, by {@code socket} or by {@code host}; empty when it names neither. */
    Optional<RedisUri> redis() {
        Map<String, String> redis = sections.getOrDefault(REDIS, Map.of());
        String socket = redis.getOrDefault("socket", "");
        String host = redis.getOrDefault("host", "");
        if (socket.isEmpty() && host.isEmpty()) {
            return Optional.empty();
        }
        int database = Math.toIntExact(numberOf("db", "0", 0));
        int port = Math.toIntExact(numberOf("port", "6379", 1));
        String user = redis.get("user");
        String password = redis.get("password");
        return Optional.of(new RedisUri(
                socket.isEmpty()
                        ? new RedisAddress.Tcp(new RedisAddress.Place(host, port))
                        // The original wrote it both as a plain path and as unix:///path.
                        : new RedisAddress.UnixSocket(socket.replaceFirst("^unix://", "")),
                truth(redis.getOrDefault("ssl", "false")),
                user == null || user.isEmpty() ? null : user,
                password == null || password.isEmpty() ? null : password,
                database));
    }

    private long numberOf(String key, String standard, int least) {
        String text = sections.getOrDefault(REDIS, Map.of()).getOrDefault(key, standard);
        return SettingForms.number("[redis] " + key + " in config.ini", standard, least, 65_535, "", "")
                .valueOf(text);
    }

    private static boolean truth(String text) {
        return switch (lower(text)) {
            case "1", "yes", "true", "on" -> true;
            case "0", "no", "false", "off" -> false;
            default ->
                throw new BadSettingException("[redis] ssl in config.ini is '" + text + "'; allowed is true or false");
        };
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
