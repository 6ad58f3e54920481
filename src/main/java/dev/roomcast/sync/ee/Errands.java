package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimeSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tasks that may block, a few at a time on the executor's threads, the others waiting in a bounded queue. For any thread. */
final class Errands {
    private static final System.Logger LOG = System.getLogger(Errands.class.getName());

    private final Executor executor;
    private final TimeSource time;
    private final int lanes;
    private final int bound;
    /** Guarded by this, as is {@link #running}. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private int running;

    /**
     * @param lanes tasks that run at a time
     * @param bound tasks that wait at most
     */
    Errands(Executor executor, TimeSource time, int lanes, int bound) {
        this.executor = executor;
        this.time = time;
        this.lanes = lanes;
        this.bound = bound;
    }

    /** Runs a task soon; false when too many wait. */
    boolean offer(Runnable task) {
        synchronized (this) {
            if (waiting.size() >= bound) {
                return false;
            }
            waiting.add(task);
            if (running >= lanes) {
                return true;
            }
            running++;
        }
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The application ends: what waits is run by finish.
            done();
        }
        return true;
    }

    private void work() {
        boolean ended = false;
        try {
            for (Runnable task = nextOrEnd(); task != null; task = nextOrEnd()) {
                run(task);
            }
            ended = true;
        } finally {
            if (!ended) {
                done();
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "an errand failed", e);
        }
    }

    private synchronized @Nullable Runnable next() {
        return waiting.poll();
    }

    /** Ends this lane together with the look that finds nothing: a task offered in between would wait for the next one. */
    private synchronized @Nullable Runnable nextOrEnd() {
        Runnable task = next();
        if (task == null) {
            done();
        }
        return task;
    }

    private synchronized void done() {
        running--;
        notifyAll();
    }

    /** Runs on this thread whatever waits, and waits for what runs elsewhere, for so many ms at most. */
    void finish(long withinMs) {
        long until = time.nanoTime().getAsLong() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        Runnable task = next();
        while (task != null && left(until) > 0) {
            run(task);
            task = next();
        }
        try {
            awaitOthers(until);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitOthers(long until) throws InterruptedException {
        for (long left = left(until); running > 0 && left > 0; left = left(until)) {
            wait(left);
        }
    }

    /** Time left in ms. */
    private long left(long until) {
        return TimeUnit.NANOSECONDS.toMillis(until - time.nanoTime().getAsLong());
    }
}
