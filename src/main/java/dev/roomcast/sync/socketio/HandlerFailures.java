package dev.roomcast.sync.socketio;

import dev.roomcast.sync.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Logs what handlers throw, at most once in ten seconds: a client can make a faulty handler throw with every packet. */
final class HandlerFailures {
    private static final Logger LOG = System.getLogger(HandlerFailures.class.getName());
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(10);

    private final TimeSource time;
    private boolean logged;
    private long loggedAt;
    private long suppressed;

    HandlerFailures(TimeSource time) {
        this.time = time;
    }

    /** Runs application code and keeps what it throws from the connection. False when it threw. */
    boolean guard(String what, Runnable applicationCode) {
        try {
            applicationCode.run();
            return true;
        } catch (RuntimeException e) {
            report(what, e);
            return false;
        }
    }

    private synchronized void report(String what, RuntimeException failure) {
        long now = time.nanoTime().getAsLong();
        if (logged && now - loggedAt < PERIOD_NS) {
            suppressed++;
            return;
        }
        String others = suppressed == 0 ? "" : " (" + suppressed + " failures before it not logged)";
        LOG.log(Level.ERROR, "Handler of " + what + " failed" + others, failure);
        logged = true;
        loggedAt = now;
        suppressed = 0;
    }
}
