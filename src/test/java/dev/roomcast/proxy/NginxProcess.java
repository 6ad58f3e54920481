package dev.roomcast.proxy;

import dev.roomcast.it.Await;
import dev.roomcast.it.Directories;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx that runs in a directory of its own, which goes with it. */
final class NginxProcess implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SAID = "said.log";

    private final Path directory;
    private final Process process;
    private final Thread reaper = new Thread(this::end);

    /**
     * Starts one and waits until it listens.
     *
     * @param directory with its {@code nginx.conf}
     * @param port of this machine on which that listens
     */
    NginxProcess(Path directory, int port) {
        this.directory = directory;
        // Started by root it would work as nobody, who may not enter this directory.
        boolean root = System.getProperty("user.name").equals("root");
        String directives = "daemon off;" + (root ? " user root root;" : "");
        String configuration = directory.resolve("nginx.conf").toString();
        try {
            process = new ProcessBuilder(
                            program(), "-p", directory.toString(), "-c", configuration, "-e", SAID, "-g", directives)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(SAID).toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(reaper);
        Await.until("nginx listens on " + port, SOON, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("nginx ended: " + said());
            }
            return listens(port);
        });
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(directory.resolve(SAID));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Debian has it where only root looks. */
    private static String program() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(place -> Path.of(place, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nginx is not installed: ./test installs it"))
                .toString();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException theJvmIsEnding) {
            // It has run, or does now.
        }
        Directories.delete(directory);
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
