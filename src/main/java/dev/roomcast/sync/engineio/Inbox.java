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

    /** What a message weighs beside its content, in bytes. */
    private static final int OVERHEAD = 64;

    private final Object lock;
    private final long maxBytes;
    private final Queue<Message> waiting = new ArrayDeque<>(2);
    private long bytes;
    private @Nullable SessionListener listener;
    // True from the start: nothing may be delivered before the application has returned its listener.
    private boolean delivering = true;
    private boolean closed;

    /** @param maxBytes bound on what waits while the listener is busy with something earlier */
    Inbox(Object lock, long maxBytes) {
        this.lock = lock;
        this.maxBytes = maxBytes;
    }

    private record Message(long bytes, Consumer<SessionListener> call) {}

    /** Starts delivering. */
    void open(SessionListener to) {
        listener = to;
        deliver(to);
    }

    /** Delivers a message of so many bytes, unless the session has closed. False when too much waits already. */
    boolean bring(int size, Consumer<SessionListener> message) {
        return add(new Message((long) size + OVERHEAD, message), false);
    }

    /** Delivers the end, after which nothing is delivered. */
    void close(CloseReason reason) {
        add(new Message(0, to -> to.onClose(reason)), true);
    }

    private boolean add(Message message, boolean last) {
        synchronized (lock) {
            if (closed) {
                return true;
            }
            if (!last && !waiting.isEmpty() && bytes + message.bytes > maxBytes) {
                return false;
            }
            closed = last;
            waiting.add(message);
            bytes += message.bytes;
            if (delivering) {
                return true;
            }
            delivering = true;
        }
        if (listener != null) {
            deliver(listener);
        }
        return true;
    }

    private void deliver(SessionListener to) {
        while (true) {
            Message message;
            synchronized (lock) {
                message = waiting.poll();
                if (message == null) {
                    delivering = false;
                    return;
                }
                bytes -= message.bytes;
            }
            try {
                message.call.accept(to);
            } catch (RuntimeException | Error e) {
                // Without this, one message that its listener cannot take would leave the session deaf for ever.
                LOG.log(System.Logger.Level.WARNING, "a session's listener failed", e);
            }
        }
    }
}
