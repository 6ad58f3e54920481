package dev.roomcast.platform.outbox;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.OutboxSettings;
import dev.roomcast.sync.ee.SyncCore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;

/**
 * Writes the event of a change in the transaction of the change, so that there is one exactly when the change is
 * committed. A change outside of a transaction has been made already, and goes out at once.
 */
@ApplicationScoped
public class OutboxWriter {
    @Inject
    private OutboxSettings settings;

    @Inject
    private OutboxTable table;

    @Inject
    private SyncCore core;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    void onChange(@Observes Change change) {
        if (settings.on()) {
            switch (transaction.getTransactionStatus()) {
                case Status.STATUS_ACTIVE -> write(change);
                case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK -> {
                    // What is about to be rolled back never was.
                }
                default -> core.publish(change);
            }
        }
    }

    /** A change whose event is lost would be worse than a change that is refused. */
    private void write(Change change) {
        try {
            table.add(change, core.worker());
        } catch (SQLException failed) {
            transaction.setRollbackOnly();
            throw new IllegalStateException(
                    "a change is rolled back, since its event cannot be written: " + failed.getMessage(), failed);
        }
    }
}
