package dev.roomcast.sync.ee;

import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Position;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** The one place where events are emitted, and the owner of all that runs: it starts bus, hub and engines with the application and stops them with it. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SyncManager {

    /** Emits a change at once, whatever transaction is running; services fire it as a CDI event instead and it is emitted after their commit. Never blocks. */
    public void emit(Change change) {
        throw new UnsupportedOperationException(change.topic());
    }

    /** Where a room stands now; to be read before the data of a list answer. Its {@code seq} is 0 and its epoch empty when the bus cannot say. Bounded by the bus's timeout. */
    public Position position(String room) {
        return new Position("", 0);
    }

    public BusState busState() {
        return BusState.UP;
    }

    /** True once the first subscription stands, or the bus has been down for the start's grace period. */
    public boolean ready() {
        return true;
    }

    /** Closes every connection of a sign-in session, on all workers. */
    public void endSession(String sessionId) {
        throw new UnsupportedOperationException(sessionId);
    }
}
