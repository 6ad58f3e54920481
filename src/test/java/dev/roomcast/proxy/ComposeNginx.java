package dev.roomcast.proxy;

import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real nginx with the files that {@code compose.yaml} hands to its own: only names of hosts, ports and places are filled in. */
final class ComposeNginx implements AutoCloseable {
    private static final Path CONFIG = Project.file("server-config");

    private final int port = FreePort.next();
    private final NginxProcess process;

    /** @param workers the ports of the workers with the routes w1 and w2 */
    ComposeNginx(List<Integer> workers) {
        try {
            Path directory = Files.createTempDirectory("roomcast-nginx-");
            for (String part : List.of("conf.d", "roomcast")) {
                Files.createDirectory(directory.resolve(part));
            }
            try (Stream<Path> files = Files.list(CONFIG.resolve("nginx/roomcast"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, directory.resolve("roomcast").resolve(file.getFileName()));
                }
            }
            String places = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                    .reduce("", (before, what) -> before + what + "_temp_path " + what + ";\n");
            fillIn(
                    "container/nginx.conf",
                    directory.resolve("nginx.conf"),
                    Map.of("http {", "pid nginx.pid;\nhttp {\n" + places));
            fillIn(
                    "nginx/plain/roomcast.conf",
                    directory.resolve("conf.d/roomcast.conf"),
                    Map.of("listen 8080;", "listen 127.0.0.1:" + port + ";"));
            fillIn(
                    "container/upstreams.conf",
                    directory.resolve("roomcast/upstreams.conf"),
                    Map.of(
                            "worker-1:8080",
                            "127.0.0.1:" + workers.get(0),
                            "worker-2:8080",
                            "127.0.0.1:" + workers.get(1)));
            process = new NginxProcess(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fillIn(String from, Path to, Map<String, String> changes) throws IOException {
        String text = Files.readString(CONFIG.resolve(from));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IllegalStateException(from + " has no '" + change.getKey() + "'");
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(to, text);
    }

    URI uri() {
        return URI.create("http://localhost:" + port + "/");
    }

    @Override
    public void close() {
        process.close();
    }
}
