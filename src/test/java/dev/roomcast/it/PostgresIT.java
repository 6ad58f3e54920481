package dev.roomcast.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a Payara worker with PostgreSQL. */
class PostgresIT extends RegistryContract {
    private static PostgresServer postgres;
    private static Worker worker;
    private static Crew crew;

    PostgresIT() {
        super(crew);
    }

    @BeforeAll
    static void start() {
        postgres = PostgresServer.started();
        worker = Worker.roomcast()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.db.url", postgres.url())
                .property("roomcast.db.user", postgres.user())
                .start();
        crew = Crew.of(worker);
    }

    @AfterAll
    static void stop() {
        try {
            worker.close();
        } finally {
            postgres.close();
        }
    }
}
