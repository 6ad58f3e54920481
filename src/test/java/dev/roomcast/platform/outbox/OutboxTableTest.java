package dev.roomcast.platform.outbox;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** On H2. */
class OutboxTableTest extends OutboxTableContract {

    OutboxTableTest() {
        super(inMemory());
    }

    private static DataSource inMemory() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1");
        return database;
    }
}
