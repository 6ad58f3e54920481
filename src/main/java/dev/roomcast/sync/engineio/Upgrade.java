package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.TimerWheel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The change of one session from polling to a WebSocket, with its races (protocol sections 1.9 and 9.8). Its state is guarded by the session's lock. */
final class Upgrade {
    private static final Frame PROBED = Frame.of("3probe");
    private static final Frame NOOP = Frame.of("6");
    /**
     * How long a GET is held while probing before it is taken for an honest poll and not for one that has overtaken the
     * packet {@code 5}. A GET held before the WebSocket opened is no safer: the client may know of the opening first.
     */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Object lock;
    private final Outbox outbox;
    private final Polling polling;
    private final TimerWheel wheel;
    private @Nullable WebSocketLink probing;
    private TimerWheel.@Nullable Timeout timeout;
    private boolean probed;

    Upgrade(Object lock, Outbox outbox, Polling polling, TimerWheel wheel) {
        this.lock = lock;
        this.outbox = outbox;
        this.polling = polling;
        this.wheel = wheel;
    }

    /** Under the lock: starts unless another WebSocket is probing or has taken over; false then. */
    boolean begin(WebSocketLink link, long timeoutNanos) {
        if (probing != null || outbox.carrier() != polling) {
            return false;
        }
        probing = link;
        probed = false;
        timeout = wheel.in(timeoutNanos, () -> abandon(link));
        return true;
    }

    /** Under the lock. */
    boolean isBy(WebSocketLink link) {
        return probing == link;
    }

    /** Under the lock: a GET is being held. Once the client has its probe's answer it waits for this GET to end. */
    void onHeld(HttpReply get) {
        if (probed) {
            wheel.in(GRACE, () -> release(get));
        }
    }

    private void release(HttpReply get) {
        Runnable departure = null;
        synchronized (lock) {
            if (probing != null && polling.held() == get) {
                departure = polling.depart(List.of(NOOP));
            }
        }
        if (departure != null) {
            departure.run();
        }
    }

    /** The probing WebSocket said something. True when it has just become the session's carrier. */
    boolean onText(WebSocketLink link, String packet) {
        switch (packet) {
            case "2probe" -> answer(link);
            case "5" -> {
                return swap(link);
            }
            default -> abandon(link);
        }
        return false;
    }

    private void answer(WebSocketLink link) {
        Runnable departure = null;
        synchronized (lock) {
            if (probing != link) {
                return;
            }
            probed = true;
            if (link.ready()) {
                departure = link.depart(List.of(PROBED));
            }
            HttpReply get = polling.held();
            if (get != null) {
                onHeld(get);
            }
        }
        if (departure != null) {
            departure.run();
        }
    }

    private boolean swap(WebSocketLink link) {
        Optional<HttpReply> get;
        synchronized (lock) {
            if (probing != link) {
                return false;
            }
            end();
            outbox.carryBy(link);
            get = polling.release();
        }
        get.ifPresent(reply -> reply.send(EngineError.BAD_REQUEST.answer()));
        return true;
    }

    /** Forgets the probe; the session stays on polling. */
    void abandon(WebSocketLink link) {
        synchronized (lock) {
            if (probing == link) {
                end();
            }
        }
        link.close(1000);
    }

    /** Under the lock: forgets the probe, if there is one, and returns what is to be closed. */
    Optional<WebSocketLink> end() {
        Optional<WebSocketLink> ended = Optional.ofNullable(probing);
        if (timeout != null) {
            timeout.cancel();
        }
        probing = null;
        timeout = null;
        return ended;
    }
}
