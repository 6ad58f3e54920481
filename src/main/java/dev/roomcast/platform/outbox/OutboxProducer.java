package dev.roomcast.platform.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes the outbox of this start of the worker. */
@ApplicationScoped
public class OutboxProducer {
    @Inject
    private DataSource dataSource;

    @Produces
    @Singleton
    OutboxTable outbox() {
        return new OutboxTable(dataSource, UUID.randomUUID().toString());
    }
}
