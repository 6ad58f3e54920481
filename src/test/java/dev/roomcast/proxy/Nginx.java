package dev.roomcast.proxy;

import dev.roomcast.it.Certificates;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real nginx with the very files of {@code server-config/nginx}: only ports and the certificate's paths are filled in. */
public final class Nginx implements AutoCloseable {
    private static final int FIRST_PORT = 8081;

    private final Path directory;
    private final int plainPort = FreePort.next();
    private final int tlsPort = FreePort.next();
    private final NginxProcess process;

    /** @param workers the ports of the workers with the routes w1, w2 and w3 */
    public Nginx(List<Integer> workers) {
        try {
            directory = Files.createTempDirectory("roomcast-nginx-");
            copy(Project.file("server-config/nginx"));
            Files.createDirectory(directory.resolve("temp"));
            Certificates certificates = new Certificates(directory);
            fillIn(workers, certificates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = new NginxProcess(directory, tlsPort);
    }

    /** Its root over TLS. */
    public URI uri() {
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

    private void fillIn(List<Integer> workers, Certificates certificates) throws IOException {
        replace("conf.d/roomcast.conf", "listen 80;", "listen 127.0.0.1:" + plainPort + ";");
        replace("conf.d/roomcast.conf", "listen 443 ", "listen 127.0.0.1:" + tlsPort + " ");
        replace(
                "conf.d/roomcast.conf",
                "/etc/ssl/certs/roomcast.pem",
                certificates.server().toString());
        replace(
                "conf.d/roomcast.conf",
                "/etc/ssl/private/roomcast.key",
                certificates.key().toString());
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

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
