package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.NodeProgram;
import dev.roomcast.it.Worker;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A worker leaves in good order: by SIGTERM, and because an operator asks it to. */
class DrainIT {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    /** What ending a Payara may take beside. */
    private static final Duration MORE = Duration.ofSeconds(10);

    private static final Cluster CLUSTER = Cluster.shared();

    @Test
    void aWorkerIsRestartedUnderChangesAndNoPageMissesOrFetchesTooMuch() {
        ApiClient admin = CLUSTER.admin();
        try (Worker leaving = CLUSTER.plan().start();
                NodeProgram pages = NodeProgram.start(
                        "drain.mjs",
                        admin.cookie(),
                        leaving.uri(),
                        CLUSTER.first().uri(),
                        CLUSTER.second().uri())) {
            pages.await("live");
            long asked = System.nanoTime();
            leaving.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            assertTrue(took.compareTo(WINDOW.plus(MORE)) < 0, "the worker took " + took);
            try (Worker back = CLUSTER.plan().port(leaving.port()).start()) {
                pages.tell("end");
                JsonObject result = json(pages.await("result"));
                assertNothingMissed(result);
                assertSpread(result);
                assertTrue(result.getBoolean("notReadySeen"));
                assertEquals(0, result.getInt("listsOfQuiet"), "list requests of pages that missed nothing");
                assertEquals(0, result.getInt("askedWho"), "requests for who is signed in");
                operatorEmpties(admin.on(back), back);
            }
        }
    }

    private static void assertNothingMissed(JsonObject result) {
        assertTrue(result.getInt("added") > 50, result::toString);
        for (String fault : List.of("lost", "twice", "disordered", "wrong")) {
            assertEquals(0, result.getInt(fault), fault + ": " + result);
        }
    }

    /** Each page returns once, at its time within the window. */
    private static void assertSpread(JsonObject result) {
        JsonObject perSlice = result.getJsonObject("perSlice");
        assertEquals(30, result.getInt("returns"), result::toString);
        Set<String> slices = perSlice.keySet();
        assertTrue(slices.size() >= 4, result::toString);
        assertTrue(slices.stream().allMatch(slice -> perSlice.getInt(slice) <= 15), result::toString);
    }

    /** By a request instead of a signal: the process stays, without connections. */
    private static void operatorEmpties(ApiClient admin, Worker worker) {
        CLUSTER.viewer().on(worker).post("api/sync/drain").expect(403);
        admin.get("api/health/ready").expect(200);
        admin.post("api/sync/drain").expect(202);
        assertEquals(
                "DRAINING", admin.get("api/health/ready").expect(503).json().getString("status"));
        admin.get("socket.io/?EIO=4&transport=polling").expect(503);
        Await.until("the lonely pages are gone", WINDOW.plus(MORE), () -> worker.logLine("no connection is left")
                .isPresent());
        admin.get("api/health/live").expect(200);
        admin.post("api/sync/drain").expect(202);
        long asked = System.nanoTime();
        worker.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertTrue(took.compareTo(WINDOW) < 0, "empty, it took " + took + " to stop");
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
