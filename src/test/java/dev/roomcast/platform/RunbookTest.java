package dev.roomcast.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.roomcast.sync.ee.SyncStatus;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the runbook names is there: settings, paths, numbers of the status, words of the log, rows of the proxy check, files. */
class RunbookTest {
    private static final String RUNBOOK = read("server-config/runbook.md");

    @Test
    void settingsExist() {
        Set<String> named = named("`(roomcast\\.[a-z0-9.-]+)`", 1);
        assertTrue(named.size() > 15, named::toString);
        assertEquals(
                Set.of(),
                without(named, Settings.all().stream().map(Setting::name).collect(Collectors.toSet())));
    }

    @Test
    void pathsOfTheApiExist() {
        Set<String> named = named("/api/[a-z/]*[a-z]", 0);
        assertTrue(named.size() > 5, named::toString);
        assertEquals(Set.of(), without(named, apiPaths()));
    }

    @Test
    void numbersOfTheStatusExist() {
        Map<String, Class<?>> parts = Map.of(
                "hub",
                SyncStatus.Deliveries.class,
                "publisher",
                SyncStatus.Publications.class,
                "rooms[]",
                SyncStatus.Room.class);
        Set<String> known = parts.entrySet().stream()
                .flatMap(part -> components(part.getValue()).map(name -> part.getKey() + "." + name))
                .collect(Collectors.toSet());
        Set<String> named = named("`((?:hub|publisher|rooms\\[])\\.\\w+)`", 1);
        assertTrue(named.size() > 4, named::toString);
        assertEquals(Set.of(), without(named, known));
    }

    @Test
    void wordsOfTheLogAreSaid() {
        Set<String> named = named("grep '([^']+)' worker\\.log", 1);
        assertTrue(named.size() > 3, named::toString);
        assertEquals(Set.of(), silent(named, sources("src/main/java")));
    }

    @Test
    void rowsOfTheProxyCheckExist() {
        Set<String> named = named("`ProxyCheck`[^|]*", 0).stream()
                .flatMap(place -> quoted(place).stream())
                .collect(Collectors.toSet());
        assertTrue(named.size() > 6, named::toString);
        String check = read("server-config/check/ProxyCheck.java");
        assertEquals(
                Set.of(),
                named.stream().filter(row -> !check.contains('"' + row + '"')).collect(Collectors.toSet()));
    }

    @Test
    void filesExist() {
        Set<String> named = named("(?<![\\w/])(?:server-config|js)/[\\w./-]*\\w", 0);
        assertTrue(named.size() > 2, named::toString);
        assertEquals(
                Set.of(),
                named.stream()
                        .filter(name -> !Files.exists(java.nio.file.Path.of(name))
                                && !Files.exists(java.nio.file.Path.of("src/main/webapp", name)))
                        .collect(Collectors.toSet()));
    }

    private static Set<String> quoted(String text) {
        return Pattern.compile("\"([a-zA-Z ]+)\"")
                .matcher(text)
                .results()
                .map(quote -> quote.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> silent(Set<String> words, String sources) {
        return words.stream().filter(text -> !sources.contains(text)).collect(Collectors.toSet());
    }

    private static Stream<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(component -> component.getName());
    }

    /** Every path of REST, down to its first parameter. */
    private static Set<String> apiPaths() {
        Set<String> paths = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPath("target/classes/dev/roomcast")) {
            if (type.isAnnotatedWith(Path.class)) {
                String root =
                        "/api/" + plain(type.getAnnotationOfType(Path.class).value());
                paths.add(root);
                type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(Path.class))
                        .forEach(method -> paths.add(root + "/" + plain(path(method))));
            }
        }
        return paths;
    }

    private static String path(JavaMethod method) {
        return method.getAnnotationOfType(Path.class).value();
    }

    private static String plain(String path) {
        return path.replaceFirst("/?\\{.*", "");
    }

    private static Set<String> named(String pattern, int group) {
        return Pattern.compile(pattern)
                .matcher(RUNBOOK)
                .results()
                .map((MatchResult found) -> found.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> named, Set<String> known) {
        return named.stream().filter(name -> !known.contains(name)).collect(Collectors.toSet());
    }

    private static String sources(String directory) {
        try (Stream<java.nio.file.Path> files = Files.walk(java.nio.file.Path.of(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> read(file.toString()))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(java.nio.file.Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
