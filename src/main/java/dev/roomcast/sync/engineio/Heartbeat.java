package dev.roomcast.sync.engineio;

import java.util.concurrent.TimeUnit;

/**
 * When to ping a client and when to give it up (protocol section 1.8), as absolute deadlines in ns of the monotonic
 * clock. Anything heard of the client counts as an answer; the pings themselves keep their pace. Guarded by the
 * session's lock.
 */
final class Heartbeat {
    private final long interval;
    private final long timeout;
    private long pingAt;
    private long pingedAt;
    private long deadline;
    private boolean unanswered;

    Heartbeat(EngineSettings settings, long now) {
        this.interval = TimeUnit.MILLISECONDS.toNanos(settings.pingIntervalMs());
        this.timeout = TimeUnit.MILLISECONDS.toNanos(settings.pingTimeoutMs());
        this.pingAt = now + interval;
        this.deadline = pingAt + timeout;
    }

    boolean pingDue(long now) {
        return !unanswered && now - pingAt >= 0;
    }

    void pinged(long now) {
        unanswered = true;
        pingedAt = now;
        // After a long pause of this process the client still gets some time to answer.
        deadline = Math.max(pingAt + timeout, now + timeout / 2);
    }

    void heard(long now) {
        if (unanswered) {
            unanswered = false;
            pingAt = now + interval;
            deadline = pingAt + timeout;
        }
    }

    /** A send has ended: while it was in flight the client could not be heard, since containers stop reading then. */
    void resumed(long sendStarted, long now) {
        if (unanswered) {
            deadline += now - Math.max(sendStarted, pingedAt);
        }
    }

    boolean dead(long now) {
        return now - deadline >= 0;
    }

    /** When to look again. */
    long next() {
        return unanswered ? deadline : pingAt;
    }
}
