package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hashed timer wheel: all deadlines of all connections on one thread, with a constant cost each. Tasks run on that
 * thread, never early and at most about two ticks late, and must not block. In tests nobody starts the thread and
 * {@link #advance} is called by hand.
 */
public final class TimerWheel {
    private static final System.Logger LOG = System.getLogger(TimerWheel.class.getName());
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SLOTS = 1024;

    /** How long the stopping wheel still turns: answers to requests that have just come may be delayed so long. */
    private static final long LAST_TURNS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TimeSource time;
    private final long start;
    private final Object lock = new Object();
    private final List<Queue<Timeout>> slots = new ArrayList<>(SLOTS);
    private long tick;
    private int pending;
    /** When the thread that turns the wheel looks again, unless something is due before. */
    private long nextLook;

    private boolean stopped;
    private long stoppedAt;
    private @Nullable Thread thread;

    public TimerWheel(TimeSource time) {
        this.time = time;
        this.start = time.nanoTime().getAsLong();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayDeque<>(0));
        }
    }

    public TimeSource time() {
        return time;
    }

    /** Monotonic now in ns. */
    public long now() {
        return time.nanoTime().getAsLong();
    }

    /** Runs a task once, {@code delayNanos} ns from now. From any thread. */
    public Timeout in(long delayNanos, Runnable task) {
        synchronized (lock) {
            long due = now() - start + Math.max(0, delayNanos);
            Timeout timeout = new Timeout(Math.max(tick + 1, due / TICK_NANOS + 1), task);
            slot(timeout.dueTick).add(timeout);
            pending++;
            if (timeout.dueTick < nextLook) {
                nextLook = timeout.dueTick;
                lock.notifyAll();
            }
            return timeout;
        }
    }

    /** Runs whatever has become due, on the calling thread; how many tasks that were. Only one thread may turn the wheel. */
    public int advance() {
        int ran = 0;
        for (Timeout due : takeDue()) {
            ran += due.fire() ? 1 : 0;
        }
        return ran;
    }

    private List<Timeout> takeDue() {
        List<Timeout> due = new ArrayList<>();
        synchronized (lock) {
            long target = (now() - start) / TICK_NANOS;
            long turns = Math.min(target - tick, SLOTS);
            for (long turn = 1; turn <= turns; turn++) {
                Queue<Timeout> slot = slot(tick + turn);
                slot.removeIf(timeout -> {
                    if (timeout.dueTick > target) {
                        return false;
                    }
                    due.add(timeout);
                    return true;
                });
            }
            tick = Math.max(tick, target);
            pending -= due.size();
        }
        due.sort((a, b) -> Long.compare(a.dueTick, b.dueTick));
        return due;
    }

    private Queue<Timeout> slot(long tick) {
        return slots.get((int) (tick % SLOTS));
    }

    /** Lets a thread of the factory turn the wheel until {@link #stop}. */
    public void start(ThreadFactory threads) {
        Thread turning = threads.newThread(this::turn);
        thread = turning;
        turning.start();
    }

    private void turn() {
        try {
            while (awaitDue()) {
                advance();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sleeps until something may be due; false when the wheel has stopped. */
    private boolean awaitDue() throws InterruptedException {
        synchronized (lock) {
            if (stopped && (pending == 0 || now() - stoppedAt >= LAST_TURNS)) {
                return false;
            }
            nextLook = nextDue();
            if (stopped) {
                TimeUnit.NANOSECONDS.timedWait(lock, TICK_NANOS);
            }
            for (long rest = restNanos(); rest > 0 && !stopped; rest = restNanos()) {
                TimeUnit.NANOSECONDS.timedWait(lock, rest);
            }
            return true;
        }
    }

    private long restNanos() {
        return nextLook * TICK_NANOS - (now() - start);
    }

    /** The first tick, of the next round at most, at which something is due. */
    private long nextDue() {
        long last = tick + SLOTS;
        long next = tick + 1;
        while (next < last && !isDue(next)) {
            next++;
        }
        return next;
    }

    private boolean isDue(long tick) {
        for (Timeout timeout : slot(tick)) {
            if (timeout.dueTick <= tick) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends the thread after what is due within 100 ms, and forgets all other tasks; waits a second at most. Idempotent.
     */
    public void stop() {
        synchronized (lock) {
            stoppedAt = stopped ? stoppedAt : now();
            stopped = true;
            lock.notifyAll();
        }
        Thread turning = thread;
        if (turning != null && turning != Thread.currentThread()) {
            try {
                turning.join(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (lock) {
            slots.forEach(Queue::clear);
            pending = 0;
        }
    }

    /** A task waiting in the wheel. */
    public final class Timeout {
        private final long dueTick;
        private @Nullable Runnable task;

        private Timeout(long dueTick, Runnable task) {
            this.dueTick = dueTick;
            this.task = task;
        }

        /** Forgets the task unless it has begun. Idempotent. */
        public void cancel() {
            synchronized (lock) {
                if (task != null && slot(dueTick).remove(this)) {
                    pending--;
                }
                task = null;
            }
        }

        private boolean fire() {
            Runnable once;
            synchronized (lock) {
                once = task;
                task = null;
            }
            if (once == null) {
                return false;
            }
            try {
                once.run();
            } catch (RuntimeException | Error e) {
                // Without this, one failing connection would stop the heartbeats of all others.
                LOG.log(System.Logger.Level.WARNING, "a timer's task failed", e);
            }
            return true;
        }
    }
}
