package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same WAR on WildFly, with its own JPA, JAX-RS and WebSocket. */
class WildFlyIT {
    private static Worker worker;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        worker = Worker.roomcast()
                .onWildFly()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .databaseInMemory()
                .start();
        admin = ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
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
}
