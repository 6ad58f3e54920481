package dev.roomcast.sync.ee;

import dev.roomcast.sync.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * Hears of changes once their transaction has committed, or at once where there is none. It only wakes the relay, or
 * without an outbox fills the publisher's bounded queue: on Payara an observer of this phase has failed when it touched
 * an EJB or a data source.
 */
@ApplicationScoped
public class CommitObserver {

    @Inject
    SyncCore core;

    void onCommitted(@Observes(during = TransactionPhase.AFTER_SUCCESS) Change change) {
        core.committed(change);
    }
}
