package dev.roomcast.sync.ee;

import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.TimeSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The one place where events are emitted, and the owner of all that runs: it starts bus, hub and engines with the
 * application and stops them with it. {@code @Inject} gets it from {@link SyncManagerProducer}.
 */
@Singleton
@Startup
@Typed(Object.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SyncManager {
    private static final long READY_GRACE_SECONDS = 10;

    @Inject
    SyncCore core;

    @Inject
    TimeSource time;

    private long startedNanos;
    private Optional<StopSignal> stopSignal = Optional.empty();

    @PostConstruct
    void start() {
        startedNanos = time.nanoTime().getAsLong();
        core.start();
        stopSignal = StopSignal.intercept("TERM", core::drainForOthers);
    }

    @PreDestroy
    void stop() {
        stopSignal.ifPresent(StopSignal::close);
        core.stop();
    }

    /**
     * Emits a change at once, whatever transaction is running; services fire it as a CDI event instead and it is emitted
     * after their commit. It may overtake what was committed just before. Never blocks.
     */
    public void emit(Change change) {
        core.publish(change);
    }

    /**
     * Where a room stands now; to be read before the data of a list answer. {@link Position#UNKNOWN} when the bus cannot
     * say. Bounded by the bus's timeout.
     */
    public Position position(String room) {
        return core.position(room);
    }

    /**
     * The same as the bus says it, also of events that are still on their way to the pages of this worker. Bounded by the
     * bus's timeout.
     */
    public Position newest(String room) {
        return core.newest(room);
    }

    /** UP means subscribed, not merely connected. */
    public BusState busState() {
        return core.busState();
    }

    /** What this worker holds and has done. From memory; never blocks. */
    public SyncStatus status() {
        return core.status();
    }

    /**
     * Makes this worker leave: it takes no new connections, is no longer ready, and sends its pages elsewhere within
     * the configured time. The process stays until it is stopped. Idempotent, never blocks.
     */
    public void drain() {
        core.drain();
    }

    /** Whether this worker leaves. */
    public boolean draining() {
        return core.draining();
    }

    /**
     * True once the first subscription stands, or the bus has been down for the grace period at the start; no longer
     * when the worker leaves.
     */
    public boolean ready() {
        if (core.draining()) {
            return false;
        }
        long elapsed = time.nanoTime().getAsLong() - startedNanos;
        return core.hasSubscribed() || elapsed > TimeUnit.SECONDS.toNanos(READY_GRACE_SECONDS);
    }

    /** Closes every connection of a sign-in session for good, on all workers. Never blocks. */
    public void endSession(String sessionId) {
        core.sessions().end(sessionId);
    }

    /**
     * Makes every worker forget what it knows of a sign-in session, and closes its connections: they come again at once
     * and are judged by what the session is now. Never blocks.
     */
    public void refreshSession(String sessionId) {
        core.sessions().change(sessionId);
    }
}
