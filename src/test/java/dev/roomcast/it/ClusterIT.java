package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Workers come and go; pages and the other workers go on. */
class ClusterIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonObject FILE =
            Json.createObjectBuilder().add("name", "a file").build();

    @Test
    void whenAWorkerIsKilledItsPagesGoOnWhereTheyWereOnAnother() {
        ApiClient admin = CLUSTER.admin();
        try (Worker third = CLUSTER.plan().start();
                Page before = Page.open(admin, third)) {
            JsonObject held = before.join("files");
            third.kill();
            before.awaitClosed();
            String missed = admin.post("api/files", FILE).expect(201).id();
            try (Page witness = Page.open(admin, CLUSTER.first());
                    Page after = Page.open(admin, CLUSTER.second())) {
                long since = held.getJsonNumber("seq").longValueExact();
                witness.join("files", since, held.getString("epoch"));
                witness.awaitChange("files:changed", missed);
                JsonObject joined = after.join("files", since, held.getString("epoch"));
                assertTrue(joined.getBoolean("recovered"));
                assertEquals(1, joined.getInt("missed"));
                after.awaitChange("files:changed", missed);
            }
        }
    }

    @Test
    void whenAWorkerIsAskedToStopItsPagesAreToldAndNothingIsLost() {
        ApiClient admin = CLUSTER.admin();
        try (Worker third = CLUSTER.plan().start();
                Page there = Page.open(admin, third);
                Page here = Page.open(admin, CLUSTER.first())) {
            there.join("files");
            here.join("files");
            String last = admin.on(third).post("api/files", FILE).expect(201).id();
            third.stop();
            there.awaitClosed();
            here.awaitChange("files:changed", last);
        }
    }

    @Test
    void aWorkerWhoseNumberHasBeenTakenGoesOnUnderTheNext() {
        ApiClient admin = CLUSTER.admin();
        try (Worker third = CLUSTER.plan().start();
                Page page = Page.open(admin, CLUSTER.first());
                Jedis redis = new Jedis("127.0.0.1", CLUSTER.redis().port())) {
            page.join("files");
            awaitLiving(admin, third.pid());
            // As after a pause that was longer than the lease.
            redis.set(
                    "roomcast:0:{workers}:" + third.pid(),
                    "another",
                    SetParams.setParams().px(60_000));
            long number = awaitNumberAfter(admin, third.pid());
            String id = admin.on(third).post("api/files", FILE).expect(201).id();
            assertEquals(number, page.awaitChange("files:changed", id).getInt("worker"));
            third.stop();
            assertNull(redis.get("roomcast:0:{workers}:" + number), "the number is given back");
            // Nobody really has it: other tests shall not see a worker get lost.
            CLUSTER.sql("delete from worker where number = " + third.pid());
        }
    }

    private static void awaitLiving(ApiClient admin, long number) {
        Await.until("worker " + number + " is listed", SOON, () -> living(admin).anyMatch(one -> one == number));
    }

    /** The lowest of the few numbers behind one: other workers may have the next. */
    private static long awaitNumberAfter(ApiClient admin, long number) {
        return Await.value("another number than " + number, SOON, () -> living(admin)
                .filter(one -> one > number && one < number + 5)
                .filter(one ->
                        one != CLUSTER.first().pid() && one != CLUSTER.second().pid())
                .findFirst());
    }

    private static Stream<Long> living(ApiClient admin) {
        return admin.get("api/home").expect(200).json().getJsonArray("workers").getValuesAs(JsonObject.class).stream()
                .filter(worker -> worker.getBoolean("alive"))
                .map(worker -> worker.getJsonNumber("number").longValueExact());
    }
}
