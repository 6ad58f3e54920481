package dev.roomcast.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The forms that settings come in: makes a {@link Setting} of a name, a default and bounds. */
final class SettingForms {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private SettingForms() {}

    static Setting<Long> number(String name, String standard, long least, long most, String unit, String meaning) {
        String allowed = "a whole number from " + least + " to " + most + (unit.isEmpty() ? "" : " (" + unit + ")");
        return new Setting<>(name, standard, unit, meaning, allowed, false, text -> {
            long value = Long.parseLong(text);
            require(value >= least && value <= most);
            return value;
        });
    }

    /** A number that is 0, the default, or within bounds. */
    static Setting<Long> numberOrZero(String name, long least, long most, String unit, String meaning) {
        String allowed = "0 or a whole number from " + least + " to " + most + " (" + unit + ")";
        return new Setting<>(name, "0", unit, meaning, allowed, false, text -> {
            long value = Long.parseLong(text);
            require(value == 0 || (value >= least && value <= most));
            return value;
        });
    }

    static Setting<String> text(String name, String standard, String meaning) {
        return new Setting<>(name, standard, "", meaning, "any text", false, text -> text);
    }

    static Setting<Path> directory(String name, String standard, String meaning) {
        return new Setting<>(name, standard, "", meaning, "the path of a directory", false, Path::of);
    }

    static Setting<String> matching(String name, String standard, String meaning, String allowed, String pattern) {
        Pattern form = Pattern.compile(pattern);
        return new Setting<>(name, standard, "", meaning, allowed, false, text -> {
            require(form.matcher(text).matches());
            return text;
        });
    }

    static Setting<List<String>> names(String name, String standard, String meaning) {
        String allowed = "a comma-separated list of names of letters, digits, '-', '_' and '.'";
        return new Setting<>(name, standard, "", meaning, allowed, false, SettingForms::namesIn);
    }

    static Setting<Map<String, List<String>>> table(String name, String standard, String meaning) {
        String allowed = "of the form topic=room,room;topic=room";
        return new Setting<>(name, standard, "", meaning, allowed, false, SettingForms::tableIn);
    }

    static Setting<Set<String>> origins(String name, String meaning) {
        String allowed = "a comma-separated list of origins such as https://example.org:8443, or *";
        return new Setting<>(name, "", "", meaning, allowed, false, SettingForms::originsIn);
    }

    static <T> Setting<T> special(String name, String meaning, String allowed, Function<String, T> parse) {
        return new Setting<>(name, "", "", meaning, allowed, false, parse);
    }

    static Setting<Boolean> flag(String name, boolean standard, String meaning) {
        return new Setting<>(name, String.valueOf(standard), "", meaning, "true or false", false, text -> {
            require(text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    static Setting<List<Network>> networks(String name, String standard, String meaning) {
        return new Setting<>(
                name, standard, "", meaning, Network.ALLOWED, false, text -> Arrays.stream(text.split(",", -1))
                        .map(Network::parse)
                        .toList());
    }

    private static List<String> namesIn(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        names.forEach(name -> require(NAME.matcher(name).matches()));
        return names;
    }

    private static Map<String, List<String>> tableIn(String text) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String row : text.split(";", -1)) {
            if (row.isBlank()) {
                continue;
            }
            int equals = row.indexOf('=');
            require(equals > 0);
            String topic = row.substring(0, equals).strip();
            require(NAME.matcher(topic).matches());
            require(table.put(topic, namesIn(row.substring(equals + 1))) == null);
        }
        return Map.copyOf(table);
    }

    private static Set<String> originsIn(String text) {
        Set<String> origins = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String origin = part.strip().toLowerCase(Locale.ROOT);
            if (!origin.equals("*")) {
                requireOrigin(URI.create(origin));
            }
            origins.add(origin);
        }
        return Set.copyOf(origins);
    }

    private static void requireOrigin(URI uri) {
        require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        require(uri.getHost() != null && uri.getUserInfo() == null);
        require(uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null);
    }

    static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
