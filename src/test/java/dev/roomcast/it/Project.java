package dev.roomcast.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build keeps what the tests start. */
public final class Project {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private Project() {}

    public static Path file(String relative) {
        return ROOT.resolve(relative);
    }

    public static Path war() {
        return built("target/roomcast.war");
    }

    public static Path wildFly() {
        return built("target/servers/wildfly");
    }

    public static Path payaraMicro() {
        return built("target/servers/payara-micro.jar");
    }

    public static Path testClasses() {
        return built("target/test-classes");
    }

    /** The Java that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path built(String relative) {
        Path path = file(relative);
        if (!Files.exists(path)) {
            throw new IllegalStateException(relative + " is missing: run mvn package first");
        }
        return path;
    }
}
