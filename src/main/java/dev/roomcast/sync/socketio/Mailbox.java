package dev.roomcast.sync.socketio;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a connection's tasks one at a time, in order, on the threads that bring them: whoever finds it idle works until it
 * is empty, whoever finds it busy leaves the task and goes. No application code ever runs under a lock.
 */
final class Mailbox {
    private static final int FULL = 1024;

    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private boolean busy;

    /** Runs a task now or leaves it to the thread at work. */
    void run(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (busy) {
                return;
            }
            busy = true;
        }
        work();
    }

    /** Whether so many tasks wait that a handler must be hanging; whoever brings more from outside should not. */
    boolean isFull() {
        synchronized (waiting) {
            return waiting.size() >= FULL;
        }
    }

    private void work() {
        boolean empty = false;
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
            empty = true;
        } finally {
            if (!empty) {
                // Without this, an Error thrown by a handler leaves the connection deaf for ever.
                release();
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            busy = task != null;
            return task;
        }
    }

    private void release() {
        synchronized (waiting) {
            busy = false;
        }
    }
}
