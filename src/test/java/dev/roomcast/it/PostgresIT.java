package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application on PostgreSQL: the migrations and what is asked of the database most. */
class PostgresIT {
    private static PostgresServer postgres;
    private static Worker worker;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.started();
        worker = Worker.roomcast()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.db.url", postgres.url())
                .property("roomcast.db.user", postgres.user())
                .start();
        admin = ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            postgres.close();
        }
    }

    @Test
    void filesAreWrittenSearchedAndSorted() {
        String name = "Отчёт 100%_!";
        admin.post("api/files", Json.createObjectBuilder().add("name", name).build())
                .expect(201);
        var found = admin.get("api/files?q=%D0%BE%D1%82%D1%87%D1%91%D1%82%20100%25_!&sort=-name")
                .expect(200)
                .json();
        assertEquals(1, found.getInt("total"));
        assertEquals(name, found.getJsonArray("items").getJsonObject(0).getString("name"));
    }
}
