package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come in, to be closed before the server stops. Payara takes the application away while it still listens:
 * what came then would be answered with 404 or 500, and a proxy would hand that to a browser. A connection that is refused
 * goes to the next worker, whatever it wants. Knows Payara's listener by the first request that came; on WildFly, which
 * refuses requests itself while it stops, it only waits. Safe for all threads.
 */
@ApplicationScoped
public class FrontDoor {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MS = 10;

    @Inject
    TimeSource time;

    /** Guards {@link #inside} and {@link #closing}. */
    private final Object lock = new Object();

    private int inside;
    private @Nullable Runnable closing;
    private volatile boolean known;

    /** Hears of every request. */
    ServletRequestListener listener() {
        return new ServletRequestListener() {
            @Override
            public void requestInitialized(ServletRequestEvent event) {
                entered(event.getServletRequest());
            }

            @Override
            public void requestDestroyed(ServletRequestEvent event) {
                left();
            }
        };
    }

    private void entered(ServletRequest request) {
        Optional<Runnable> found = known ? Optional.empty() : GrizzlyConnection.listenerOf(request);
        known = true;
        synchronized (lock) {
            inside++;
            found.ifPresent(one -> closing = one);
        }
    }

    private void left() {
        synchronized (lock) {
            inside--;
        }
    }

    /** Takes no more connections, and returns when those inside are done, after five seconds in any case. */
    void close() throws InterruptedException {
        long deadline = time.nanoTime().getAsLong() + PATIENCE;
        synchronized (lock) {
            if (closing != null) {
                closing.run();
            }
            while (inside > 0 && time.nanoTime().getAsLong() - deadline < 0) {
                lock.wait(LOOK_MS);
            }
        }
    }
}
