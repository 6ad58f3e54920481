package dev.roomcast.sync.socketio;

import dev.roomcast.sync.TimerWheel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * The leaving of a server in good order: its clients are told in slices spread over a window, each slice to go at random
 * moments of its part of it, so that they do not all reconnect elsewhere in the same second. It is over once nobody is
 * connected, or a little after the window, when those who stay are closed. Runs on the timer wheel and never blocks but
 * in {@link #await}.
 */
public final class Drain {
    private static final System.Logger LOG = System.getLogger(Drain.class.getName());
    private static final int SLICES = 10;
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    /** For those who were told to go in the last moment of the window. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    private final SocketIoServer server;
    private final Namespace namespace;
    private final TimerWheel timers;
    private final long windowMs;
    private final ObjLongConsumer<Socket> tell;
    private final CountDownLatch over = new CountDownLatch(1);
    /** Guards {@link #begun}, for the one who begins. */
    private final Object lock = new Object();
    /** Used by one task of the wheel at a time. */
    private final Set<Socket> told = new HashSet<>();

    private volatile boolean begun;
    private long endsAt;

    /**
     * @param namespace whose clients are told
     * @param windowMs in ms; 0 closes everybody at once
     * @param tell tells a client to go within so many ms
     */
    public Drain(
            SocketIoServer server,
            Namespace namespace,
            TimerWheel timers,
            long windowMs,
            ObjLongConsumer<Socket> tell) {
        this.server = server;
        this.namespace = namespace;
        this.timers = timers;
        this.windowMs = windowMs;
        this.tell = tell;
    }

    /** Begins it; whoever calls has new connections refused first. True for the first call, the others do nothing. */
    public boolean begin() {
        synchronized (lock) {
            if (begun) {
                return false;
            }
            begun = true;
        }
        endsAt = timers.now() + (windowMs == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(windowMs) + LINGER);
        if (windowMs > 0) {
            slice(0);
        }
        look();
        return true;
    }

    public boolean begun() {
        return begun;
    }

    /** Whether everybody has gone or been closed. */
    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits until it is over, no longer than it may take. */
    public void await() throws InterruptedException {
        if (!over.await(windowMs + TimeUnit.NANOSECONDS.toMillis(2 * LINGER), TimeUnit.MILLISECONDS)) {
            // The wheel does not turn: nobody else closes them.
            end();
        }
    }

    /** Tells its share of those not told yet; the last slice all of them, whoever has come meanwhile. */
    private void slice(int number) {
        List<Socket> left = namespace.sockets().stream()
                .filter(socket -> !told.contains(socket))
                .toList();
        int all = told.size() + left.size();
        int byNow = (int) Math.ceil((number + 1.0) / SLICES * all);
        left.subList(0, Math.max(0, byNow - told.size())).forEach(socket -> {
            told.add(socket);
            tell.accept(socket, windowMs / SLICES);
        });
        if (number + 1 < SLICES) {
            timers.in(TimeUnit.MILLISECONDS.toNanos(windowMs) / SLICES, () -> slice(number + 1));
        }
    }

    private void look() {
        if (server.connections() == 0 || timers.now() - endsAt >= 0) {
            end();
        } else {
            timers.in(LOOK, this::look);
        }
    }

    private void end() {
        LOG.log(
                System.Logger.Level.INFO,
                "no connection is left: {0} that did not go by themselves are closed",
                server.connections());
        server.close();
        over.countDown();
    }
}
