package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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

    /** WildFly as it comes. */
    public static Path wildFly() {
        prepare("unpack_wildfly");
        return built("target/servers/wildfly");
    }

    /** A base directory of WildFly, as the scripts in {@code server-config} make it. */
    public static Path configuredWildFly() {
        prepare("unpack_wildfly");
        return built("target/servers/wildfly-roomcast");
    }

    /** The full Payara Server as it comes. */
    public static Path payaraServer() {
        prepare("unpack_payara_server");
        return built("target/servers/payara6");
    }

    public static Path payaraMicro() {
        return built("target/servers/payara-micro.jar");
    }

    /** The JDBC driver of PostgreSQL, from the WAR, as an administrator takes it. */
    public static Path postgresDriver() {
        try (Stream<Path> libraries = Files.list(built("target/roomcast/WEB-INF/lib"))) {
            return libraries
                    .filter(library -> library.getFileName().toString().startsWith("postgresql-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path testClasses() {
        return built("target/test-classes");
    }

    /** The Java that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs a function of the build's shell scripts, which does nothing when it has been done. */
    private static void prepare(String function) {
        try {
            int status = new ProcessBuilder("bash", "-c", ". src/build/common.sh && " + function)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(file("target/prepare.log").toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(Files.readString(file("target/prepare.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path built(String relative) {
        Path path = file(relative);
        if (!Files.exists(path)) {
            throw new IllegalStateException(relative + " is missing: run mvn package first");
        }
        return path;
    }
}
