package dev.roomcast.sync.engineio;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a session receives to its listener: one call at a time, in order, without holding a lock meanwhile.
 * The thread that brings something runs it, unless another one is at it; then that one runs it too.
 */
final class Inbox {
    private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

    private final Object lock;
    private final Queue<Consumer<SessionListener>> waiting = new ArrayDeque<>(2);
    private @Nullable SessionListener listener;
    // True from the start: nothing may be delivered before the application has returned its listener.
    private boolean delivering = true;
    private boolean closed;

    Inbox(Object lock) {
        this.lock = lock;
    }

    /** Starts delivering. */
    void open(SessionListener to) {
        listener = to;
        deliver(to);
    }

    /** Delivers a message, unless the session has closed. */
    void bring(Consumer<SessionListener> message) {
        add(message, false);
    }

    /** Delivers the end, after which nothing is delivered. */
    void close(CloseReason reason) {
        add(to -> to.onClose(reason), true);
    }

    private void add(Consumer<SessionListener> call, boolean last) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = last;
            waiting.add(call);
            if (delivering) {
                return;
            }
            delivering = true;
        }
        if (listener != null) {
            deliver(listener);
        }
    }

    private void deliver(SessionListener to) {
        while (true) {
            Consumer<SessionListener> call;
            synchronized (lock) {
                call = waiting.poll();
                if (call == null) {
                    delivering = false;
                    return;
                }
            }
            try {
                call.accept(to);
            } catch (RuntimeException e) {
                // Without this, one message that its listener cannot take would leave the session deaf for ever.
                LOG.log(System.Logger.Level.WARNING, "a session's listener failed", e);
            }
        }
    }
}
