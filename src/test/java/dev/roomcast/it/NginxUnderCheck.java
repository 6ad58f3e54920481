package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx on a free port of 127.0.0.1 in front of one worker, whose configuration is good, or broken by changes to it. */
final class NginxUnderCheck implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private static final String GOOD = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {
                worker_connections 1024;
            }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                map $http_upgrade $connection_upgrade {
                    default upgrade;
                    '' '';
                }
                upstream roomcast {
                    server 127.0.0.1:@WORKER@;
                    keepalive 16;
                }
                server {
                    listen 127.0.0.1:@PORT@;
                    client_max_body_size 0;
                    proxy_http_version 1.1;
                    proxy_set_header Host $http_host;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_read_timeout 600s;
                    proxy_send_timeout 600s;
                    proxy_request_buffering off;
                    proxy_buffering off;
                    location / {
                        proxy_pass http://roomcast;
                    }
                    location /socket.io/ {
                        proxy_pass http://roomcast;
                    }
                }
            }
            """;

    private final Path directory;
    private final int port;
    private final Process process;

    private NginxUnderCheck(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** The good configuration, changed and started. */
    static NginxUnderCheck inFrontOf(Worker worker, List<Change> changes) {
        int port = FreePort.next();
        try {
            Path directory = Files.createTempDirectory("roomcast-nginx-");
            String text = GOOD;
            for (Change change : changes) {
                text = change.of(text);
            }
            text = text.replace("@WORKER@", Integer.toString(worker.port())).replace("@PORT@", Integer.toString(port));
            Files.writeString(directory.resolve("nginx.conf"), text);
            Process process = new ProcessBuilder(
                            program(), "-p", directory + "/", "-c", "nginx.conf", "-e", "nginx.log", "-g", "user root;")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("nginx.out").toFile())
                    .start();
            return new NginxUnderCheck(directory, port, process).awaitStart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Directories.delete(directory);
    }

    private NginxUnderCheck awaitStart() {
        Await.until("nginx listens on " + port, START, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("nginx ended: " + said());
            }
            return listens();
        });
        return this;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(directory.resolve("nginx.out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Debian keeps it off the PATH of those who are not root. */
    private static String program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nginx is needed: install it (apt-get install nginx)"))
                .toString();
    }

    /** One change of the configuration; fails when there is nothing to change. */
    record Change(String text, String by) {
        private String of(String configuration) {
            if (!configuration.contains(text)) {
                throw new AssertionError("the good configuration has no '" + text + "'");
            }
            return configuration.replace(text, by);
        }
    }
}
