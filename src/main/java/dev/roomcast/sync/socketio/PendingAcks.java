package dev.roomcast.sync.socketio;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.socketio.AckCallback.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers that one socket owes, each called back exactly once: by the answer, its timeout or the socket's end. */
final class PendingAcks {
    private final int max;
    private final TimerWheel timers;
    private final Consumer<Runnable> serially;
    private final Map<Long, Pending> pending = new HashMap<>();
    private boolean closed;

    /** @param serially runs callbacks one at a time with the socket's events */
    PendingAcks(int max, TimerWheel timers, Consumer<Runnable> serially) {
        this.max = max;
        this.timers = timers;
        this.serially = serially;
    }

    private record Pending(AckCallback callback, TimerWheel.Timeout timeout) {}

    /** Waits for an answer; false when that cannot be, and then the callback has been told. */
    boolean expect(long id, long timeoutMs, AckCallback callback) {
        Failure refusal;
        synchronized (pending) {
            refusal = closed ? Failure.DISCONNECTED : pending.size() >= max ? Failure.TOO_MANY : null;
            if (refusal == null) {
                TimerWheel.Timeout timeout = timers.in(
                        TimeUnit.MILLISECONDS.toNanos(timeoutMs), () -> settle(id, Failure.TIMEOUT, List.of()));
                pending.put(id, new Pending(callback, timeout));
                return true;
            }
        }
        Failure failure = refusal;
        serially.accept(() -> callback.onAnswer(failure, List.of()));
        return false;
    }

    /** A client's answer; one that nobody waits for is ignored. */
    void answer(long id, List<@Nullable Object> answer) {
        settle(id, null, answer);
    }

    private void settle(long id, @Nullable Failure failure, List<@Nullable Object> answer) {
        Pending settled;
        synchronized (pending) {
            settled = pending.remove(id);
        }
        if (settled != null) {
            settled.timeout().cancel();
            serially.accept(() -> settled.callback().onAnswer(failure, answer));
        }
    }

    /** The socket has ended: no answer will come any more. */
    void close() {
        List<Pending> unanswered;
        synchronized (pending) {
            closed = true;
            unanswered = new ArrayList<>(pending.values());
            pending.clear();
        }
        for (Pending one : unanswered) {
            one.timeout().cancel();
            serially.accept(() -> one.callback().onAnswer(Failure.DISCONNECTED, List.of()));
        }
    }
}
