package dev.roomcast.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A unit of systemd, its paths and specifiers replaced by those of a test, in the order in which they are given. */
public final class SystemdUnit {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final List<String> lines;

    private SystemdUnit(List<String> lines) {
        this.lines = lines;
    }

    /** @param replacements what stands in the place of what, such as {@code %i} */
    public static SystemdUnit read(Path file, Map<String, String> replacements) {
        try {
            String text = Files.readString(file);
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                text = text.replace(replacement.getKey(), replacement.getValue());
            }
            return new SystemdUnit(text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The unit's whole text. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The values of a key, in order. */
    public List<String> all(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    /** The value of a key that must be there once. */
    public String one(String key) {
        List<String> all = all(key);
        if (all.size() != 1) {
            throw new AssertionError(key + " stands in the unit " + all.size() + " times");
        }
        return all.get(0);
    }

    /** A command as systemd splits it. */
    public List<String> command(String key) {
        return words(one(key));
    }

    /** What {@code Environment=} sets. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (String line : all("Environment")) {
            for (String word : words(line)) {
                environment.put(word.split("=", 2)[0], word.split("=", 2)[1]);
            }
        }
        return environment;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }
}
