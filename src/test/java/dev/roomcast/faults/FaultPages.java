package dev.roomcast.faults;

import dev.roomcast.it.NodeProgram;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pages of the application's own modules, under Node, spread over the cluster's doors: see {@code fault-pages.mjs}. */
final class FaultPages implements AutoCloseable {
    static final String ROOM = "files";

    private final NodeProgram program;
    private int asked;

    /** What a page shows and where it stands. */
    record View(String digest, Published.Place place, boolean live, int lists, int resyncs) {}

    FaultPages(FaultCluster cluster, String path, int howMany) {
        List<Object> arguments = new ArrayList<>(List.of(cluster.admin().cookie(), ROOM, path, howMany));
        cluster.seats()
                .forEach(seat -> arguments.add("http://127.0.0.1:" + seat.door().port() + "/"));
        program = NodeProgram.start("fault-pages.mjs", arguments.toArray());
        program.await("ready");
    }

    /** What the pages show now: page n comes by door n modulo the number of workers. */
    List<View> look() {
        asked++;
        program.tell("look " + asked);
        List<View> views = new ArrayList<>();
        for (JsonObject page :
                object(program.await("look-" + asked)).getJsonArray("pages").getValuesAs(JsonObject.class)) {
            views.add(new View(
                    page.getString("digest"),
                    new Published.Place(page.getJsonNumber("seq").longValue(), page.getString("epoch")),
                    page.getBoolean("live"),
                    page.getInt("lists"),
                    page.getInt("resyncs")));
        }
        return views;
    }

    /** How many lists they have asked for. */
    int lists() {
        return look().stream().mapToInt(View::lists).sum();
    }

    /** What happened on each page since this was asked last. */
    List<JsonObject> diaries() {
        asked++;
        try {
            Path file = Files.createTempFile("roomcast-diaries-", ".json");
            program.tell("diaries " + asked + " " + file);
            program.await("diaries-" + asked);
            try (var reader = Json.createReader(Files.newBufferedReader(file))) {
                JsonArray diaries = reader.readArray();
                return diaries.getValuesAs(JsonObject.class);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject object(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
