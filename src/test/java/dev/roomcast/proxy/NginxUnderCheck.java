package dev.roomcast.proxy;

import dev.roomcast.it.Certificates;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real nginx on a free port of 127.0.0.1 in front of one worker, whose configuration is good, or broken by changes to it. */
final class NginxUnderCheck implements AutoCloseable {
    private static final String GOOD = """
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

    private final int port;
    private final NginxProcess process;

    private NginxUnderCheck(Path directory, int port) {
        this.port = port;
        process = new NginxProcess(directory, port);
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
            return new NginxUnderCheck(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes it serve TLS. */
    static Change tls(Certificates certificates) {
        return new Change(
                "@PORT@;",
                "@PORT@ ssl;\nssl_certificate " + certificates.server() + ";\nssl_certificate_key " + certificates.key()
                        + ";\nproxy_redirect http:// https://;");
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.close();
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
