package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Workers come and go; pages and the other workers go on. */
class ClusterIT {
    private static final Cluster CLUSTER = Cluster.shared();
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
}
