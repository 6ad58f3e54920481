package dev.roomcast.sync.ee;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.SessionRegistry;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.socketio.Middleware;
import dev.roomcast.sync.socketio.Refusal;
import dev.roomcast.sync.socketio.SocketHandshake;
import dev.roomcast.sync.socketio.SocketIoServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Lets no connection outlive its sign-in session. The end of a session, or a change of its rights, is told to all
 * workers over the bus, again and again while the bus is down; and since a worker may have been cut off from the bus,
 * each asks the {@link SessionRegistry} once a minute, and whenever its bus has come up, which sessions of its
 * connections still stand. Methods never block; whatever may block runs on the executor.
 */
final class SessionWatch {
    private static final System.Logger LOG = System.getLogger(SessionWatch.class.getName());
    private static final String ENDED = "session-ended ";
    private static final String CHANGED = "session-changed ";
    private static final Refusal NOT_ANY_MORE = new Refusal("Forbidden");
    private static final int MAX_REMEMBERED = 10_000;

    /** With ticks of two seconds: a minute. */
    static final int TICKS_BETWEEN_CHECKS = 30;

    private final Bus bus;
    private final BooleanSupplier busIsDown;
    private final SocketIoServer server;
    private final SessionRegistry registry;
    private final Executor executor;
    private final Consumer<String> stale;

    /** Tells what this worker has said from what others say. */
    private final String self = UUID.randomUUID().toString();

    /** What the other workers could not be told yet, because the bus is down. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    /** Sessions that became stale lately: a handshake that was let in just before must not become a connection. */
    private volatile Set<String> suspects = ConcurrentHashMap.newKeySet();

    private volatile Set<String> formerSuspects = Set.of();

    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile boolean due;
    /** Used by {@link #tick} only, as is the next one. */
    private int ticks;

    private long timesUpSeen;
    private volatile boolean failureLogged;

    /** @param stale hears the id of each session before its connections are closed */
    SessionWatch(
            Bus bus,
            BooleanSupplier busIsDown,
            SocketIoServer server,
            SessionRegistry registry,
            Executor executor,
            Consumer<String> stale) {
        this.bus = bus;
        this.busIsDown = busIsDown;
        this.server = server;
        this.registry = registry;
        this.executor = executor;
        this.stale = stale;
    }

    /** Asks again at the door of a namespace, where the answer may have changed since the handshake. */
    Middleware door() {
        return this::decide;
    }

    /** Closes a session's connections for good, on all workers. */
    void end(String sessionId) {
        endHere(sessionId);
        tell(ENDED + self + ' ' + sessionId);
    }

    /** Closes a session's connections on all workers; they come again and are judged anew. */
    void change(String sessionId) {
        changeHere(sessionId);
        tell(CHANGED + self + ' ' + sessionId);
    }

    /** Something that a worker said over the bus; passed over when it is not about sessions, or said by this one. */
    void onSignal(String message) {
        String[] words = message.split(" ", 3);
        if (words.length < 3 || words[1].equals(self)) {
            return;
        }
        if (message.startsWith(ENDED)) {
            endHere(words[2]);
        } else if (message.startsWith(CHANGED)) {
            changeHere(words[2]);
        }
    }

    /**
     * To be called every two seconds by one thread.
     *
     * @param timesUp how often the bus has come up
     */
    void tick(long timesUp) {
        ticks++;
        if (ticks >= TICKS_BETWEEN_CHECKS) {
            ticks = 0;
            due = true;
            formerSuspects = suspects;
            suspects = ConcurrentHashMap.newKeySet();
        }
        if (timesUp != timesUpSeen) {
            // What was said while this worker did not listen is not said again.
            timesUpSeen = timesUp;
            due = true;
        }
        if (due && checking.compareAndSet(false, true) && !later(this::check)) {
            checking.set(false);
        }
        if (!untold.isEmpty()) {
            later(this::tellAll);
        }
    }

    /** Whoever remembers the session forgets it first, or its page could connect again. */
    private void endHere(String sessionId) {
        suspect(sessionId);
        server.disconnect(visitor -> visitor.sessionId().equals(sessionId));
    }

    private void changeHere(String sessionId) {
        suspect(sessionId);
        server.close(visitor -> visitor.sessionId().equals(sessionId));
    }

    private void suspect(String sessionId) {
        Set<String> now = suspects;
        if (now.size() < MAX_REMEMBERED) {
            now.add(sessionId);
        }
        stale.accept(sessionId);
    }

    private void tell(String message) {
        if (untold.size() < MAX_REMEMBERED) {
            untold.add(message);
        }
        later(this::tellAll);
    }

    private void tellAll() {
        if (busIsDown.getAsBoolean()) {
            return;
        }
        for (String message : List.copyOf(untold)) {
            try {
                bus.signal(message);
                untold.remove(message);
            } catch (BusDownException e) {
                // Told again at the next tick: other workers must not keep a signed-out page alive.
                return;
            }
        }
    }

    private void check() {
        due = false;
        try {
            Set<Visitor> gone = new HashSet<>(server.visitors());
            gone.removeIf(visitor -> visitor.sessionId().isEmpty());
            if (!gone.isEmpty()) {
                gone.removeAll(registry.standing(Set.copyOf(gone)));
            }
            gone.stream().map(Visitor::sessionId).collect(Collectors.toSet()).forEach(this::suspect);
            server.close(gone::contains);
            failureLogged = false;
        } catch (RuntimeException e) {
            // A connection that cannot be judged stays until it can be: without a database its page reads nothing.
            due = true;
            if (!failureLogged) {
                failureLogged = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the sessions of connections cannot be checked: {0}",
                        e.toString());
            }
        } finally {
            checking.set(false);
        }
    }

    private void decide(SocketHandshake handshake, Middleware.Next next) {
        Visitor visitor = handshake.visitor();
        if (!isSuspect(visitor.sessionId())) {
            next.proceed();
        } else if (!later(() -> ask(visitor, next))) {
            next.refuse(NOT_ANY_MORE);
        }
    }

    private boolean isSuspect(String sessionId) {
        Set<String> now = suspects;
        return now.contains(sessionId) || formerSuspects.contains(sessionId) || now.size() >= MAX_REMEMBERED;
    }

    private void ask(Visitor visitor, Middleware.Next next) {
        boolean stands = false;
        try {
            stands = registry.standing(Set.of(visitor)).contains(visitor);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "a session cannot be checked: {0}", e.toString());
        }
        if (stands) {
            next.proceed();
        } else {
            next.refuse(NOT_ANY_MORE);
        }
    }

    /** False when the executor takes nothing more; the next tick comes anyway. */
    private boolean later(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException | IllegalStateException e) {
            return false;
        }
    }
}
