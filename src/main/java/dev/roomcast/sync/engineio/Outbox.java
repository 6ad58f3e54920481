package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.OutboundQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a session's packets from its queue to its carrier. One thread at a time sends, in a loop and never in a
 * recursion: a completion reported from within a send, or a packet queued meanwhile, is found by that loop.
 */
final class Outbox {
    private final Object lock;
    private final OutboundQueue queue;
    private Carrier carrier;
    private boolean draining;

    Outbox(Object lock, OutboundQueue queue, Carrier carrier) {
        this.lock = lock;
        this.queue = queue;
        this.carrier = carrier;
    }

    Carrier carrier() {
        return carrier;
    }

    /** Under the lock. What is queued and not yet under way goes by the new carrier. */
    void carryBy(Carrier next) {
        carrier = next;
    }

    /** Under the lock. */
    boolean offer(Frame frame) {
        return queue.offer(frame);
    }

    /** Under the lock. */
    void clear() {
        queue.clear();
    }

    /** Under the lock: nothing waits and nothing is under way. */
    boolean idle() {
        return queue.isEmpty() && !draining && carrier.busySince() == Long.MAX_VALUE;
    }

    /** Under the lock: a packet may go out right now, past the empty queue. */
    boolean free() {
        return queue.isEmpty() && !draining && carrier.ready();
    }

    /** Under the lock: a thread is sending, and finds by itself what can be sent next. */
    boolean draining() {
        return draining;
    }

    /** Under the lock, when {@link #free}: claims the carrier for packets; the caller then calls {@link #drain} outside of the lock. */
    Runnable express(List<Frame> frames) {
        draining = true;
        return carrier.depart(frames);
    }

    /** Sends what can be sent now. Outside of the lock. */
    void drain() {
        Runnable first;
        synchronized (lock) {
            first = draining ? null : next();
            draining |= first != null;
        }
        if (first != null) {
            drain(first);
        }
    }

    /** Runs a departure claimed under the lock, and those that follow. Outside of the lock. */
    void drain(Runnable departure) {
        Runnable current = departure;
        while (current != null) {
            current.run();
            synchronized (lock) {
                current = next();
                draining = current != null;
            }
        }
    }

    private @Nullable Runnable next() {
        return queue.isEmpty() || !carrier.ready() ? null : carrier.depart(carrier.load(queue));
    }
}
