package dev.roomcast.sync.ee;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/**
 * Hands {@code @Inject SyncManager} the server's own reference. CDI's proxy of an EJB costs 30 µs a call on Payara, which
 * throws and catches an exception of its own for each.
 */
@ApplicationScoped
class SyncManagerProducer {
    @EJB
    private SyncManager manager;

    @Produces
    SyncManager manager() {
        return manager;
    }
}
