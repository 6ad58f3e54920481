package dev.roomcast.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.NodeProgram;
import dev.roomcast.it.Worker;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Every worker of a site is drained, stopped and started again, one after the other, while many pages look on and files are added. */
final class RollingRestart {
    static final int PAGES = 500;

    private static final Duration WINDOW = Duration.ofSeconds(5);
    /** What ending a Payara may take beside. */
    private static final Duration MORE = Duration.ofSeconds(10);
    /** Fewer than a third: which worker has how many is the proxy's choice. */
    private static final int MANY = PAGES / 5;

    private final Site site;
    private final ApiClient admin;

    RollingRestart(Site site) {
        this.site = site;
        this.admin = site.admin();
    }

    void run() {
        try (NodeProgram pages = NodeProgram.start(
                "rolling.mjs", admin.cookie(), site.uri(), PAGES, site.worker(0).uri())) {
            pages.await("live", Duration.ofSeconds(60));
            for (int n = 0; n < Site.WORKERS; n++) {
                pages.tell("leaving " + n);
                boolean byRequest = n == Site.WORKERS - 1;
                if (byRequest) {
                    operatorEmpties(site.worker(n));
                } else {
                    leavesBySignal(site.worker(n));
                }
                site.startAgain(n);
            }
            pages.tell("end");
            check(json(pages.await("result", Duration.ofSeconds(60))));
        }
    }

    private void leavesBySignal(Worker worker) {
        long asked = System.nanoTime();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(worker::stop);
        awaitLeaving(worker);
        stopped.join();
        assertQuicker(WINDOW.plus(MORE), asked);
    }

    /** By a request instead of a signal: the process stays, without connections, until it is stopped. */
    private void operatorEmpties(Worker worker) {
        ApiClient there = admin.on(worker);
        site.cluster().viewer(site.uri()).on(worker).post("api/sync/drain").expect(403);
        there.get("api/health/ready").expect(200);
        there.post("api/sync/drain").expect(202);
        awaitLeaving(worker);
        there.get("socket.io/?EIO=4&transport=polling").expect(503);
        Await.until("the last page is gone", WINDOW.plus(MORE), () -> worker.logLine("no connection is left")
                .isPresent());
        there.get("api/health/live").expect(200);
        there.post("api/sync/drain").expect(202);
        long asked = System.nanoTime();
        worker.stop();
        assertQuicker(WINDOW, asked);
    }

    private void awaitLeaving(Worker worker) {
        String said = Await.value("the worker says that it leaves", WINDOW, () -> {
            ApiClient.Answer answer = admin.on(worker).get("api/health/ready");
            return Optional.of(answer.json().getString("status")).filter(status -> answer.status() == 503);
        });
        assertEquals("DRAINING", said);
    }

    private static void assertQuicker(Duration bound, long since) {
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(took.compareTo(bound) < 0, "the worker took " + took + " to stop");
    }

    private static void check(JsonObject result) {
        for (String fault : List.of("lost", "twice", "disordered", "wrong", "listsOfQuiet", "askedWho")) {
            assertEquals(0, result.getInt(fault), fault + ": " + result);
        }
        assertTrue(result.getInt("added") > 50, result::toString);
        assertEquals(0, result.getJsonArray("failed").size(), "changes that were not answered: " + result);
        // At most one for each change, however the reconnects fall.
        int most = result.getInt("showing") * result.getInt("added");
        assertTrue(result.getInt("listsOfShowing") <= most, result::toString);
        result.getJsonArray("spreads").getValuesAs(JsonObject.class).forEach(spread -> assertSpread(spread, result));
    }

    /** Those of a worker that leaves come back one by one over its window, not at once. */
    private static void assertSpread(JsonObject perSlice, JsonObject result) {
        Set<String> slices = perSlice.keySet();
        int returns = slices.stream().mapToInt(perSlice::getInt).sum();
        assertTrue(returns >= MANY, result::toString);
        assertTrue(slices.size() >= 5, result::toString);
        assertTrue(slices.stream().allMatch(slice -> perSlice.getInt(slice) <= returns / 2), result::toString);
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
