package dev.roomcast.proxy;

import dev.roomcast.it.Await;
import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx with the very files of {@code server-config/nginx}: only ports and the certificate's paths are filled in. */
final class Nginx implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int FIRST_PORT = 8081;

    private final Path directory;
    private final int plainPort = FreePort.lasting();
    private final int tlsPort = FreePort.lasting();
    private final Process process;
    private final Thread reaper = new Thread(this::end);

    /** @param workers the ports of the workers with the routes w1, w2 and w3 */
    Nginx(List<Integer> workers) {
        try {
            directory = Files.createTempDirectory("roomcast-nginx-");
            copy(Project.file("server-config/nginx"));
            Files.createDirectory(directory.resolve("temp"));
            Certificate.write(directory.resolve("site.pem"), directory.resolve("site.key"));
            fillIn(workers);
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(reaper);
        Await.until("nginx listens; " + directory, SOON, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("nginx ended: " + read("said.log"));
            }
            return listens();
        });
    }

    /** Its root over TLS. */
    URI uri() {
        return URI.create("https://localhost:" + tlsPort + "/");
    }

    int port() {
        return tlsPort;
    }

    /** Its root over plain HTTP. */
    URI plainUri() {
        return URI.create("http://localhost:" + plainPort + "/");
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = directory.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private void fillIn(List<Integer> workers) throws IOException {
        replace("conf.d/roomcast.conf", "listen 80;", "listen 127.0.0.1:" + plainPort + ";");
        replace("conf.d/roomcast.conf", "listen 443 ", "listen 127.0.0.1:" + tlsPort + " ");
        replace("conf.d/roomcast.conf", "/etc/ssl/certs/roomcast.pem", "site.pem");
        replace("conf.d/roomcast.conf", "/etc/ssl/private/roomcast.key", "site.key");
        for (int n = 0; n < workers.size(); n++) {
            replace("roomcast/upstreams.conf", "127.0.0.1:" + (FIRST_PORT + n), "127.0.0.1:" + workers.get(n));
        }
    }

    private void replace(String file, String what, String by) throws IOException {
        String text = read(file);
        if (!text.contains(what)) {
            throw new IllegalStateException(file + " has no '" + what + "'");
        }
        Files.writeString(directory.resolve(file), text.replace(what, by));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(program(), "-p", directory.toString()));
        command.addAll(List.of("-c", directory.resolve("nginx.conf").toString()));
        // Started by root it would work as nobody, who may not enter this directory.
        boolean root = System.getProperty("user.name").equals("root");
        command.addAll(List.of("-g", "daemon off;" + (root ? " user root root;" : "")));
        return command;
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

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tlsPort)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
