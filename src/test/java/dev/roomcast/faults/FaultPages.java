package dev.roomcast.faults;

import dev.roomcast.it.NodeProgram;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
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

    /**
     * What a page shows, as {@code id:version,id:version}, and where it stands.
     *
     * @param quiet whether it waits for no list
     * @param lists it has asked for
     * @param resyncs it was told
     */
    record View(String shown, Published.Place place, boolean live, boolean quiet, int lists, int resyncs) {

        boolean shows(long id) {
            return ("," + shown).contains("," + id + ":");
        }
    }

    FaultPages(FaultCluster cluster, String path, int howMany) {
        List<Object> arguments = new ArrayList<>(List.of(cluster.admin().cookie(), ROOM, path, howMany));
        cluster.seats()
                .forEach(seat -> arguments.add("http://127.0.0.1:" + seat.door().port() + "/"));
        program = NodeProgram.start("fault-pages.mjs", arguments.toArray());
        program.await("ready");
    }

    /** What the pages show now: page n comes by door n modulo the number of workers. */
    List<View> look() {
        return ask("look").stream()
                .map(page -> new View(
                        page.getString("shown"),
                        place(page),
                        page.getBoolean("live"),
                        page.getBoolean("quiet"),
                        page.getInt("lists"),
                        page.getInt("resyncs")))
                .toList();
    }

    private static Published.Place place(JsonObject page) {
        return new Published.Place(page.getJsonNumber("seq").longValue(), page.getString("epoch"));
    }

    /** How many lists they have asked for. */
    int lists() {
        return look().stream().mapToInt(View::lists).sum();
    }

    /**
     * Where the room stands by what each page's worker says behind all that it has sent up to there. A page can show a position before its events
     * have come, for lists come another way.
     */
    List<Published.Place> sentUpTo() {
        return ask("sent").stream().map(FaultPages::place).toList();
    }

    /** What happened on each page since this was asked last: see {@code fault-page.mjs}. */
    List<JsonArray> diaries() {
        return ask("diaries").stream().map(page -> page.getJsonArray("diary")).toList();
    }

    private List<JsonObject> ask(String what) {
        asked++;
        try {
            Path file = Files.createTempFile("roomcast-pages-", ".json");
            try {
                program.tell(what + " " + asked + " " + file);
                program.await(String.valueOf(asked));
                try (var reader = Json.createReader(Files.newBufferedReader(file))) {
                    return reader.readArray().getValuesAs(JsonObject.class);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
