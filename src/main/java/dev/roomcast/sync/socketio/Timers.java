package dev.roomcast.sync.socketio;

/** Runs short tasks later; the owner of the managed threads provides it. */
@FunctionalInterface
public interface Timers {

    /** Runs a task once, {@code delayMs} ms from now or little later, on any thread. The task does not block. */
    Cancellable after(long delayMs, Runnable task);

    /** A task that may still be called off. */
    @FunctionalInterface
    interface Cancellable {

        /** Calls the task off; does nothing when it runs or has run. */
        void cancel();
    }
}
