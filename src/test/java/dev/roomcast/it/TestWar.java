package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** WARs with test-only classes. */
public final class TestWar {

    private TestWar() {}

    /** The production WAR plus the classes of one test package, as {@code target/<name>.war}. */
    public static Path extended(String name, String packageName) {
        Path war = target(name);
        try {
            Files.copy(Project.war(), war, StandardCopyOption.REPLACE_EXISTING);
            addClasses(war, packageName, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }

    /** A WAR of the classes of one test package and a page {@code ready.html}, as {@code target/<name>.war}. */
    public static Path alone(String name, String packageName) {
        Path war = target(name);
        try {
            Files.deleteIfExists(war);
            addClasses(war, packageName, Map.of("create", "true"));
            try (FileSystem zip = FileSystems.newFileSystem(war)) {
                Files.writeString(zip.getPath("ready.html"), "ready");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }

    private static Path target(String name) {
        return Project.file("target/" + name + ".war");
    }

    private static void addClasses(Path war, String packageName, Map<String, String> options) throws IOException {
        String folder = packageName.replace('.', '/');
        try (FileSystem zip = FileSystems.newFileSystem(war, options);
                var classes = Files.list(Project.testClasses().resolve(folder))) {
            Path target = zip.getPath("WEB-INF", "classes").resolve(folder);
            Files.createDirectories(target);
            for (Path file : classes.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
