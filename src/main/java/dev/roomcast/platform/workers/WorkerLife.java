package dev.roomcast.platform.workers;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.WorkerAlive;
import dev.roomcast.sync.WorkerStopping;
import dev.roomcast.sync.ee.ManagedThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps this worker's row true while it lives. When a worker comes, goes, is lost, or its bus changes, the home pages
 * learn of it; a mere sign of life wakes nobody.
 */
@ApplicationScoped
public class WorkerLife {
    private static final System.Logger LOG = System.getLogger(WorkerLife.class.getName());
    private static final Duration BETWEEN_HOUSEKEEPINGS = Duration.ofMinutes(10);
    private static final Change WORKERS_CHANGED = new Change("index", Reason.UPDATED, "", Map.of("cause", "workers"));
    /** The first ones at a start may come before the tables have been made. */
    private static final int FAILURES_BEFORE_WORDS = 3;

    private static final long STOP_WITHIN_SECONDS = 3;

    @Inject
    private WorkerTable table;

    @Inject
    private Event<Change> changes;

    @Inject
    private Event<Housekeeping> housekeeping;

    @Inject
    private ManagedThreads threads;

    @Inject
    private InstantSource clock;

    /** Held while the row is written: a sign of life under way must not bring back the row of a worker that stops. */
    private final ReentrantLock writing = new ReentrantLock();

    /** The number of the row that is this worker's; nothing before the first. */
    private OptionalLong row = OptionalLong.empty();

    private boolean stopped;
    private int failures;
    private List<String> known = List.of();
    private Instant lastHousekeeping = Instant.EPOCH;

    void onAlive(@Observes WorkerAlive worker) {
        writing.lock();
        try {
            if (!stopped) {
                write(worker);
                lookAround(worker);
                keepHouse();
                reached();
            }
        } catch (SQLException unreachable) {
            failed(unreachable);
        } finally {
            writing.unlock();
        }
    }

    void onStopping(@Observes WorkerStopping worker) {
        try {
            if (!writing.tryLock(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            stopped = true;
            table.remove(worker.number());
            changes.fire(WORKERS_CHANGED);
        } catch (SQLException unreachable) {
            LOG.log(System.Logger.Level.DEBUG, "the row of this worker stays until it is forgotten", unreachable);
        } finally {
            writing.unlock();
        }
    }

    private void write(WorkerAlive worker) throws SQLException {
        OptionalLong number = OptionalLong.of(worker.number());
        if (!row.equals(number) || !table.renew(worker)) {
            // The row of a former number stays: it is that of the worker who has it now.
            table.add(worker);
            row = number;
            changes.fire(WORKERS_CHANGED);
        }
    }

    /** The living worker of the lowest number tells what has become of others: all of them see the same. */
    private void lookAround(WorkerAlive self) throws SQLException {
        List<WorkerRow> workers = table.all();
        List<String> now = workers.stream()
                .map(worker -> worker.number() + " " + worker.startedAt() + " " + worker.bus() + " " + worker.alive())
                .toList();
        boolean lowest = workers.stream().filter(WorkerRow::alive).allMatch(worker -> worker.number() >= self.number());
        if (lowest && !now.equals(known)) {
            changes.fire(WORKERS_CHANGED);
        }
        known = now;
    }

    private void keepHouse() {
        Instant now = clock.instant();
        if (lastHousekeeping.plus(BETWEEN_HOUSEKEEPINGS).isBefore(now)) {
            lastHousekeeping = now;
            // Elsewhere: long work here would let the worker seem lost.
            threads.executor().execute(() -> keepHouse(new Housekeeping(now)));
        }
    }

    private void keepHouse(Housekeeping now) {
        try {
            housekeeping.fire(now);
        } catch (RuntimeException failed) {
            // Such as a database that is away: the next time does what this one could not.
            LOG.log(System.Logger.Level.WARNING, "housekeeping was cut short: {0}", String.valueOf(failed));
        }
    }

    private void reached() {
        if (failures >= FAILURES_BEFORE_WORDS) {
            LOG.log(System.Logger.Level.INFO, "the table of workers can be written again");
        }
        failures = 0;
    }

    private void failed(SQLException reason) {
        if (++failures == FAILURES_BEFORE_WORDS) {
            LOG.log(System.Logger.Level.WARNING, "the table of workers cannot be written: {0}", reason.getMessage());
        }
    }
}
