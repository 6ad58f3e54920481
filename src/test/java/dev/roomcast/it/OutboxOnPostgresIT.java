package dev.roomcast.it;

import dev.roomcast.platform.outbox.OutboxTableContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

/** The table of the outbox on PostgreSQL. */
class OutboxOnPostgresIT extends OutboxTableContract {
    private static PostgresServer postgres;

    OutboxOnPostgresIT() {
        super(database());
    }

    @BeforeAll
    static void start() {
        postgres = PostgresServer.started();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static DataSource database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(postgres.url());
        database.setUser(postgres.user());
        return database;
    }
}
