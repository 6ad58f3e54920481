package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contents of files: whole or not at all, and back as they were. */
class ContentIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final ApiClient ADMIN = CLUSTER.admin();
    private static final Duration SOON = Duration.ofSeconds(20);
    /** More than WildFly and others take of a form by default. */
    private static final int BIG = 23_456_789;

    @Test
    void whatIsUploadedIsDownloadedOnAnyWorker() throws Exception {
        byte[] bytes = bytes(BIG);
        String id = create("движение.bin");
        try (Page page = Page.open(ADMIN, CLUSTER.second())) {
            page.join("files");
            JsonObject file =
                    upload(id, "video/mp4; codecs=x", bytes).expect(200).json();
            page.awaitChange("files:changed", id);
            assertEquals(BIG, file.getJsonNumber("size").longValue());
            assertEquals("video/mp4", file.getString("mediaType"));
            assertEquals(file, ADMIN.get("api/files/" + id).expect(200).json());
        }
        HttpResponse<byte[]> answer = download(ADMIN.on(CLUSTER.second()), id, "", Map.of());
        assertEquals(200, answer.statusCode());
        assertArrayEquals(bytes, answer.body());
        assertEquals("\"" + sha256(bytes) + "\"", header(answer, "etag"));
        assertEquals("video/mp4", header(answer, "content-type"));
        assertEquals("bytes", header(answer, "accept-ranges"));
        assertEquals("nosniff", header(answer, "x-content-type-options"));
        assertEquals(1, answer.headers().allValues("content-security-policy").size());
        assertTrue(header(answer, "content-security-policy").startsWith("sandbox; default-src 'none'"));
        assertTrue(header(answer, "content-disposition").startsWith("inline; filename="));
        assertTrue(header(answer, "content-disposition").contains("filename*=UTF-8''%D0%B4"));
        assertTrue(header(download(ADMIN, id, "?download", Map.of()), "content-disposition")
                .startsWith("attachment;"));
    }

    @Test
    void aPartIsSentWhenAPartIsAskedFor() throws Exception {
        byte[] bytes = bytes(100_000);
        String id = create("ranges");
        upload(id, "audio/ogg", bytes).expect(200);
        HttpResponse<byte[]> part = download(ADMIN, id, "", Map.of("Range", "bytes=10-19"));
        assertEquals(206, part.statusCode());
        assertEquals("bytes 10-19/100000", header(part, "content-range"));
        assertArrayEquals(java.util.Arrays.copyOfRange(bytes, 10, 20), part.body());
        String tag = header(part, "etag");
        assertEquals(
                99_990,
                download(ADMIN, id, "", Map.of("Range", "bytes=10-", "If-Range", tag))
                        .body()
                        .length);
        assertEquals(
                200,
                download(ADMIN, id, "", Map.of("Range", "bytes=10-", "If-Range", "\"other\""))
                        .statusCode());
        assertEquals(
                200, download(ADMIN, id, "", Map.of("Range", "bytes=0-1,5-6")).statusCode());
        HttpResponse<byte[]> outside = download(ADMIN, id, "", Map.of("Range", "bytes=100000-"));
        assertEquals(416, outside.statusCode());
        assertEquals("bytes */100000", header(outside, "content-range"));
        assertEquals(304, download(ADMIN, id, "", Map.of("If-None-Match", tag)).statusCode());
        ApiClient.Answer head =
                ADMIN.send("HEAD", content(id), Optional.empty(), Map.of()).expect(200);
        assertEquals("100000", head.header("content-length").orElseThrow());
        assertEquals(tag, head.header("etag").orElseThrow());
    }

    @Test
    void nothingIsSomethingToo() throws Exception {
        String id = create("empty");
        Problems.expect(ADMIN.get(content(id)), 404);
        upload(id, "text/plain", new byte[0]).expect(200);
        HttpResponse<byte[]> answer = download(ADMIN, id, "", Map.of());
        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
        Problems.expect(ADMIN.get("api/files/999999999/content"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void aCutUploadLeavesNothing(String framing) throws Exception {
        byte[] before = bytes(1_000);
        String id = create("cut");
        JsonObject file = upload(id, "text/plain", before).expect(200).json();
        Set<String> kept = kept();
        try (Socket socket = new Socket("127.0.0.1", CLUSTER.first().port())) {
            String head = "PUT /" + content(id) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + ADMIN.cookie()
                    + "\r\nContent-Type: text/plain\r\n" + framing + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String chunk = framing.startsWith("T") ? "186a0\r\n" : "";
            socket.getOutputStream().write(chunk.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes(50_000));
            socket.getOutputStream().flush();
            Await.until("the upload is under way", SOON, () -> !incoming().isEmpty());
        }
        Await.until("nothing is left of it", SOON, () -> incoming().isEmpty());
        assertEquals(kept, kept());
        assertEquals(file, ADMIN.get("api/files/" + id).expect(200).json());
        assertArrayEquals(before, download(ADMIN, id, "", Map.of()).body());
    }

    @Test
    void whoGoesAwayDuringADownloadIsNoFault() throws Exception {
        String id = create("gone");
        upload(id, "video/mp4", bytes(BIG)).expect(200);
        int before = CLUSTER.first().log().length();
        for (int i = 0; i < 3; i++) {
            try (Socket socket = new Socket("127.0.0.1", CLUSTER.first().port())) {
                String head = "GET /" + content(id) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + ADMIN.cookie()
                        + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                assertEquals(10_000, in.readNBytes(10_000).length);
                socket.setSoLinger(true, 0);
            }
        }
        ADMIN.get("api/files/" + id).expect(200);
        Await.until("the server has let go", SOON, () -> open(id) == 0);
        String said = CLUSTER.first().log().substring(before);
        assertFalse(said.contains("Exception"), said);
    }

    @Test
    void tooMuchIsRefusedWithWords() throws Exception {
        try (Worker small =
                CLUSTER.plan().property("roomcast.files.max-size", "1000").start()) {
            ApiClient admin = ADMIN.on(small);
            String id = create("small");
            Set<String> kept = kept();
            ApiClient.Answer declared = upload(admin, id, "text/plain", bytes(1_001), Map.of());
            Problems.expect(declared, 413);
            assertTrue(declared.json().getString("detail").contains("1,000"), declared.body());
            var request = request(admin, id)
                    .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes(1_001))))
                    .build();
            assertEquals(413, Http.send(request).statusCode());
            upload(admin, id, "text/plain", bytes(1_000), Map.of()).expect(200);
            assertEquals(kept.size() + 1, kept().size());
            assertTrue(incoming().isEmpty());
        }
    }

    @Test
    void whoSawAnotherVersionOrMayOnlyReadChangesNothing() throws Exception {
        String id = create("guarded");
        JsonObject file = upload(id, "text/plain", bytes(10)).expect(200).json();
        Set<String> kept = kept();
        String old = "\"" + (file.getInt("version") - 1) + "\"";
        Problems.expect(upload(ADMIN, id, "text/plain", bytes(20), Map.of("If-Match", old)), 412);
        Problems.expect(upload(CLUSTER.viewer(), id, "text/plain", bytes(20), Map.of()), 403);
        Problems.expect(upload(ADMIN, id, "text/" + "x".repeat(200), bytes(20), Map.of()), 400);
        Problems.expect(upload(ADMIN, id, "text/plain", bytes(20), Map.of("Origin", "http://elsewhere.test")), 403);
        Problems.expect(upload(ADMIN, "999999999", "text/plain", bytes(20), Map.of()), 404);
        assertEquals(kept, kept());
        assertEquals(file, ADMIN.get("api/files/" + id).expect(200).json());
        String now = "\"" + file.getInt("version") + "\"";
        upload(ADMIN, id, "text/plain", bytes(20), Map.of("If-Match", now)).expect(200);
    }

    @Test
    void ofUploadsAtOnceOneWinsWhole() throws Exception {
        String id = create("race");
        List<byte[]> bodies = new ArrayList<>();
        List<CompletableFuture<ApiClient.Answer>> uploads = new ArrayList<>();
        int before = kept().size();
        for (int i = 0; i < 6; i++) {
            byte[] body = bytes(300_000 + i);
            ApiClient person = ADMIN.on(i % 2 == 0 ? CLUSTER.first() : CLUSTER.second());
            bodies.add(body);
            uploads.add(CompletableFuture.supplyAsync(() -> upload(person, id, "image/png", body, Map.of())));
        }
        List<Integer> answers =
                uploads.stream().map(upload -> upload.join().status()).toList();
        assertTrue(answers.contains(200) && Set.of(200, 409).containsAll(answers), answers.toString());
        byte[] winner = download(ADMIN, id, "", Map.of()).body();
        assertTrue(bodies.stream().anyMatch(body -> java.util.Arrays.equals(body, winner)));
        assertEquals(
                sha256(winner), ADMIN.get("api/files/" + id).expect(200).json().getString("sha256"));
        Await.until("only the winner's contents stay", SOON, () -> kept().size() == before + 1);
        assertTrue(incoming().isEmpty());
    }

    @Test
    void aReaderOfContentsThatAreReplacedGetsTheOldOrTheNew() throws Exception {
        String id = create("replaced");
        upload(id, "text/plain", bytes(10)).expect(200);
        CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 40; i++) {
                upload(id, "text/plain", bytes(1_000 + i)).expect(200);
            }
        });
        while (!replacing.isDone()) {
            HttpResponse<byte[]> answer = download(ADMIN, id, "", Map.of());
            assertEquals(200, answer.statusCode());
            assertEquals(header(answer, "etag"), "\"" + sha256(answer.body()) + "\"");
        }
        replacing.join();
    }

    @Test
    void contentsThatCannotBeReadAreAProblemWithoutAStackTrace() throws Exception {
        String id = create("unreadable");
        Set<String> others = kept();
        upload(id, "TEXT/Plain", bytes(10)).expect(200);
        Path stored = CLUSTER.filesDirectory()
                .resolve(kept().stream()
                        .filter(name -> !others.contains(name))
                        .findFirst()
                        .orElseThrow());
        Files.delete(stored);
        Problems.expect(ADMIN.get(content(id)), 404);
        Files.createDirectory(stored);
        Problems.expect(ADMIN.get(content(id)), 500);
        Files.delete(stored);
        assertEquals(
                "text/plain", ADMIN.get("api/files/" + id).expect(200).json().getString("mediaType"));
    }

    @Test
    void whatIsReplacedOrDeletedIsGone() throws Exception {
        String id = create("deleted");
        int before = kept().size();
        upload(id, "text/plain", bytes(10)).expect(200);
        upload(id, "text/plain", bytes(20)).expect(200);
        assertEquals(before + 1, kept().size());
        ADMIN.delete("api/files/" + id).expect(204);
        assertEquals(before, kept().size());
        Problems.expect(ADMIN.get(content(id)), 404);
    }

    @Test
    void whatWasLeftBehindIsSweptAtTheStart() throws Exception {
        String id = create("used");
        Set<String> others = kept();
        upload(id, "text/plain", bytes(10)).expect(200);
        Path root = CLUSTER.filesDirectory();
        Path used = root.resolve(kept().stream()
                .filter(name -> !others.contains(name))
                .findFirst()
                .orElseThrow());
        Path part = aged(root.resolve("incoming").resolve("0".repeat(32) + ".part"), Duration.ofHours(30));
        Path orphan = aged(root.resolve("00").resolve("0".repeat(32)), Duration.ofHours(2));
        Path young = aged(root.resolve("00").resolve("0".repeat(31) + "1"), Duration.ofMinutes(30));
        Path foreign = aged(root.resolve("00").resolve("notes.txt"), Duration.ofHours(2));
        aged(used, Duration.ofHours(2));
        try (Worker sweeping = CLUSTER.plan().start()) {
            Await.until("both are gone", SOON, () -> Files.notExists(part) && Files.notExists(orphan));
            assertTrue(sweeping.isAlive());
        }
        assertTrue(Files.exists(used) && Files.exists(young) && Files.exists(foreign));
        Files.delete(young);
        Files.delete(foreign);
    }

    private static Path aged(Path file, Duration age) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.notExists(file)) {
            Files.write(file, bytes(3));
        }
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static String create(String name) {
        return ADMIN.post(
                        "api/files",
                        Json.createObjectBuilder().add("name", name).build())
                .expect(201)
                .id();
    }

    private static String content(String id) {
        return "api/files/" + id + "/content";
    }

    private static ApiClient.Answer upload(String id, String type, byte[] body) {
        return upload(ADMIN, id, type, body, Map.of());
    }

    private static ApiClient.Answer upload(
            ApiClient person, String id, String type, byte[] body, Map<String, String> headers) {
        var request = request(person, id).header("Content-Type", type).PUT(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        try {
            return new ApiClient.Answer("PUT " + content(id), Http.send(request.build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> download(ApiClient person, String id, String query, Map<String, String> headers)
            throws IOException {
        var request = Http.request(person.base().resolve(content(id) + query)).header("Cookie", person.cookie());
        headers.forEach(request::setHeader);
        return Http.bytes(request.build());
    }

    private static java.net.http.HttpRequest.Builder request(ApiClient person, String id) {
        return Http.request(person.base().resolve(content(id))).header("Cookie", person.cookie());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** How often the worker has this file's contents open. */
    private static long open(String id) {
        Path descriptors = Path.of("/proc", Long.toString(CLUSTER.first().pid()), "fd");
        try (var all = Files.list(descriptors)) {
            return all.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).startsWith(CLUSTER.filesDirectory());
                        } catch (IOException closedMeanwhile) {
                            return false;
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(id, e);
        }
    }

    private static Set<String> incoming() {
        return names("incoming/");
    }

    private static Set<String> kept() {
        Set<String> names = names("");
        names.removeAll(incoming());
        return names;
    }

    private static Set<String> names(String below) {
        Path root = CLUSTER.filesDirectory();
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith(below))
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
        } catch (IOException | UncheckedIOException changing) {
            // A part that is renamed while one looks.
            return names(below);
        }
    }
}
