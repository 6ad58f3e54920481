package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same WAR on WildFly, with its own JPA, JAX-RS and WebSocket. */
class WildFlyIT extends RegistryContract {
    private static Worker worker;
    private static Crew crew;
    private static ApiClient admin;

    WildFlyIT() {
        super(crew);
    }

    @BeforeAll
    static void start() {
        worker = Worker.roomcast()
                .onWildFly()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .databaseInMemory()
                .start();
        crew = Crew.of(worker);
        admin = crew.admin();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void aChangeReachesAnOpenPage() {
        try (Page page = Page.open(admin, worker)) {
            page.join("files");
            String id = admin.post(
                            "api/files",
                            Json.createObjectBuilder().add("name", "on WildFly").build())
                    .expect(201)
                    .id();
            page.awaitChange("files:changed", id);
        }
        var found = admin.get("api/files?q=on%20wildfly&sort=-name").expect(200).json();
        assertEquals(1, found.getInt("total"));
    }

    @Test
    void contentsComeAndGo() throws Exception {
        byte[] bytes = new byte[12_345_678];
        new Random(1).nextBytes(bytes);
        String id = create("contents");
        String path = "api/files/" + id + "/content";
        var put = Http.request(worker.uri().resolve(path))
                .header("Cookie", admin.cookie())
                .header("Content-Type", "video/mp4")
                .PUT(BodyPublishers.ofByteArray(bytes));
        assertEquals(200, Http.send(put.build()).statusCode());
        var get = Http.request(worker.uri().resolve(path)).header("Cookie", admin.cookie());
        assertArrayEquals(bytes, Http.bytes(get.build()).body());
        var part = Http.bytes(get.header("Range", "bytes=-5").build());
        assertEquals(206, part.statusCode());
        assertArrayEquals(Arrays.copyOfRange(bytes, bytes.length - 5, bytes.length), part.body());
        assertEquals(
                "12345678",
                admin.send("HEAD", path, Optional.empty(), Map.of())
                        .expect(200)
                        .header("content-length")
                        .orElseThrow());
        String told = admin.get("api/home").expect(200).body();
        assertTrue(told.contains("\"contents\"") && told.contains("\"reason\":\"updated\""), told);
        admin.delete("api/files/" + id).expect(204);
        Problems.expect(admin.get(path), 404);
    }

    @Test
    void aCutUploadAndACutDownloadAreNoFault() throws Exception {
        String id = create("cut");
        String path = "/api/files/" + id + "/content HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + admin.cookie() + "\r\n";
        var put = Http.request(worker.uri().resolve("api/files/" + id + "/content"))
                .header("Cookie", admin.cookie())
                .PUT(BodyPublishers.ofByteArray(new byte[9_000_000]));
        assertEquals(200, Http.send(put.build()).statusCode());
        String before = admin.get("api/files/" + id).expect(200).body();
        int said = worker.log().length();
        for (String head : List.of(
                "PUT " + path + "Content-Length: 1000000\r\n\r\nbeginning",
                "PUT " + path + "Transfer-Encoding: chunked\r\n\r\nff\r\nbeginning",
                "GET " + path + "\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", worker.port())) {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                if (head.startsWith("GET")) {
                    assertEquals(10_000, socket.getInputStream().readNBytes(10_000).length);
                }
                socket.setSoLinger(true, 0);
            }
        }
        // A further request on each of few threads: what was cut has been noticed by then.
        assertEquals(before, admin.get("api/files/" + id).expect(200).body());
        String log = worker.log().substring(said);
        assertFalse(log.contains("Exception"), log);
    }

    private static String create(String name) {
        return admin.post(
                        "api/files",
                        Json.createObjectBuilder().add("name", name).build())
                .expect(201)
                .id();
    }
}
