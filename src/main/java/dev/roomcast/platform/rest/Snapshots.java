package dev.roomcast.platform.rest;

import dev.roomcast.sync.Position;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who ask for the same at the same time share one reading of the database, and those share a former one who
 * have been told of nothing newer. Nobody gets what is older than they know:
 *
 * <ul>
 *   <li>whoever names no position gets a reading that began after they asked, so that they see all that was committed
 *       before;
 *   <li>whoever names positions may get any reading of which these rooms stood there or later just before it: an event is
 *       published after its commit.
 * </ul>
 *
 * Of one view at most one reading runs and one waits to begin, on the thread of the first who asked for it. Whoever finds
 * too many waiting, or waits for too long, reads for themselves. Safe for all threads.
 */
final class Snapshots {
    /** What an entry takes beside its body, roughly. */
    private static final long ENTRY_BYTES = 1_024;

    private final Limits limits;
    private final LongSupplier nanoTime;

    /** The one used longest ago first. Guarded by this, as all below it. */
    private final Map<Object, View> views = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private int waiting;

    /**
     * The bounds.
     *
     * @param bytes that kept bodies may take together
     * @param keptNanos how long a reading is shared after its beginning
     * @param waiting how many may wait for the reading of another
     * @param waitNanos how long one waits for it
     */
    record Limits(long bytes, long keptNanos, int waiting, long waitNanos) {}

    /** How a view is read. */
    interface Reading {
        /** Where its rooms stand; called just before {@link #read}. */
        Map<String, Position> positions();

        Snapshot read(Map<String, Position> positions) throws SQLException;
    }

    private static final class View {
        private @Nullable Snapshot kept;
        private long keptUntil;
        private @Nullable Flight running;
        private @Nullable Flight next;

        private boolean isIdle() {
            return kept == null && running == null && next == null;
        }
    }

    /** A reading that is shared while it has not ended. */
    private static final class Flight {
        private final CompletableFuture<Snapshot> done = new CompletableFuture<>();
        /** Nothing as long as it has not begun. */
        private Map<String, Position> positions = Map.of();

        private long beganAt;
    }

    /**
     * What somebody is to do.
     *
     * @param kept to be answered, or null
     * @param follow the reading of another to wait for, or null
     * @param lead the reading to make for others, or null; none of the three: one for oneself
     */
    private record Part(
            @Nullable Snapshot kept,
            @Nullable Flight follow,
            @Nullable Flight lead) {}

    Snapshots(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /**
     * The view as it is, or as it was when its rooms stood at these positions or later.
     *
     * @param view what is asked for, with everything that its body depends on
     * @param told what the one who asks has been told of, by room; empty when they want to see everything
     * @throws CompletionException when the reading of another failed that this one was waiting for
     */
    Snapshot get(Object view, Map<String, Position> told, Reading reading) throws SQLException {
        Part part = part(view, told);
        if (part.kept != null) {
            return part.kept;
        }
        if (part.lead != null) {
            return lead(view, part.lead, part.follow, reading);
        }
        Snapshot shared = part.follow == null ? null : await(part.follow);
        return shared != null ? shared : reading.read(reading.positions());
    }

    /** How many wait for the reading of another now. */
    synchronized int waiting() {
        return waiting;
    }

    private synchronized Part part(Object name, Map<String, Position> told) {
        View view = views.computeIfAbsent(name, any -> new View());
        Snapshot kept = view.kept;
        if (kept != null && nanoTime.getAsLong() - view.keptUntil < 0 && reach(kept.positions(), told)) {
            return new Part(kept, null, null);
        }
        Flight running = view.running;
        if (running != null && reach(running.positions, told)) {
            return new Part(null, place(running), null);
        }
        if (view.next != null) {
            return new Part(null, place(view.next), null);
        }
        Flight made = new Flight();
        view.next = made;
        return new Part(null, running, made);
    }

    private @Nullable Flight place(Flight flight) {
        return waiting < limits.waiting ? flight : null;
    }

    private static boolean reach(Map<String, Position> there, Map<String, Position> told) {
        return !told.isEmpty()
                && told.entrySet().stream().allMatch(room -> reaches(there.get(room.getKey()), room.getValue()));
    }

    private static boolean reaches(@Nullable Position there, Position told) {
        return there != null && there.epoch().equals(told.epoch()) && there.seq() >= told.seq();
    }

    private Snapshot lead(Object view, Flight flight, @Nullable Flight before, Reading reading) throws SQLException {
        try {
            if (before != null) {
                awaitEnd(before);
            }
            Map<String, Position> positions = reading.positions();
            begun(view, flight, positions);
            Snapshot read = reading.read(positions);
            ended(view, flight, read);
            flight.done.complete(read);
            return read;
        } catch (SQLException | RuntimeException | Error failed) {
            ended(view, flight, null);
            flight.done.completeExceptionally(failed);
            throw failed;
        }
    }

    /** From now on nobody joins who has named no position: it may miss what was committed a moment ago. */
    private synchronized void begun(Object name, Flight flight, Map<String, Position> positions) {
        View view = views.get(name);
        if (view != null) {
            flight.positions = Map.copyOf(positions);
            flight.beganAt = nanoTime.getAsLong();
            view.next = null;
            view.running = flight;
        }
    }

    /** @param read null when it failed */
    private synchronized void ended(Object name, Flight flight, @Nullable Snapshot read) {
        View view = views.get(name);
        if (view == null) {
            return;
        }
        if (flight.equals(view.next)) {
            view.next = null;
        }
        // One that took too long has been overtaken by a newer one.
        if (flight.equals(view.running)) {
            view.running = null;
            drop(view);
            if (read != null) {
                view.kept = read;
                view.keptUntil = flight.beganAt + limits.keptNanos;
                bytes += weight(read);
            }
        }
        makeRoom();
        if (view.isIdle()) {
            views.remove(name);
        }
    }

    private void makeRoom() {
        Iterator<View> eldest = views.values().iterator();
        while (bytes > limits.bytes && eldest.hasNext()) {
            View view = eldest.next();
            drop(view);
            if (view.isIdle()) {
                eldest.remove();
            }
        }
    }

    private void drop(View view) {
        bytes -= view.kept == null ? 0 : weight(view.kept);
        view.kept = null;
    }

    private static long weight(Snapshot snapshot) {
        return ENTRY_BYTES + snapshot.body().length;
    }

    /** Its outcome; null when it does not come in time. */
    private @Nullable Snapshot await(Flight flight) {
        count(1);
        try {
            return flight.done.get(limits.waitNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (TimeoutException tooLong) {
            return null;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            count(-1);
        }
    }

    private synchronized void count(int more) {
        waiting += more;
    }

    private void awaitEnd(Flight flight) {
        try {
            await(flight);
        } catch (CompletionException failed) {
            // Those who waited for it have been told. The next one may succeed.
        }
    }
}
