package dev.roomcast.sync.ee;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Dependencies;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.HubSettings;
import dev.roomcast.sync.LocalBus;
import dev.roomcast.sync.LocalLostConnections;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publisher;
import dev.roomcast.sync.PublisherSettings;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.SessionRegistry;
import dev.roomcast.sync.SessionStale;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.WorkerAlive;
import dev.roomcast.sync.WorkerStopping;
import dev.roomcast.sync.redis.RedisBus;
import dev.roomcast.sync.redis.RedisLostConnections;
import dev.roomcast.sync.redis.RedisSettings;
import dev.roomcast.sync.socketio.Socket;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Puts the plain parts together: bus, hub, publisher and the pages' namespace. {@link SyncManager} starts and stops it. */
@ApplicationScoped
public class SyncCore {
    private static final System.Logger LOG = System.getLogger(SyncCore.class.getName());
    private static final long TICK_MS = 2_000;
    private static final long ALIVE_MS = 5_000;
    private static final int MAX_LOST = 20_000;
    private static final int RECOVERING_AT_A_TIME = 4;

    @Inject
    SyncSettings settings;

    @Inject
    Optional<RedisSettings> redis;

    @Inject
    SocketSettings socket;

    @Inject
    RoomPolicy policy;

    @Inject
    TimeSource time;

    @Inject
    ManagedThreads threads;

    @Inject
    SocketIoEngine engine;

    @Inject
    SessionRegistry registry;

    @Inject
    Event<SessionStale> sessionStale;

    @Inject
    Event<WorkerAlive> alive;

    @Inject
    Event<WorkerStopping> stopping;

    private final AtomicBoolean stopped = new AtomicBoolean();
    /** Set while a sign of life is told: with a database that hangs, only one may wait for it. */
    private final AtomicBoolean telling = new AtomicBoolean();

    private final List<Thread> running = new ArrayList<>();
    private @Nullable Thread publishing;
    private Bus bus;
    private SyncNamespace pages;
    private Hub<Socket> hub;
    private Publisher publisher;
    private SessionWatch sessions;
    /** Null when lost connections are not recovered. */
    private @Nullable StateRecovery recovery;

    @PostConstruct
    void assemble() {
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        bus = redis.<Bus>map(where -> new RedisBus(where, threads.factory("bus"), random))
                .orElseGet(() -> new LocalBus(settings.historyLength(), time));
        pages = engine.pages();
        hub = new Hub<>(
                bus,
                engine.main().rooms(),
                pages,
                threads.executor(),
                HubSettings.DEFAULT,
                signal -> sessions.onSignal(signal),
                socket.recoveryMs() == 0 ? null : newLife());
        publisher = new Publisher(
                bus,
                new Dependencies(settings.rooms(), settings.dependencies()),
                settings.worker(),
                hub::resync,
                time,
                random,
                PublisherSettings.DEFAULT);
        sessions = new SessionWatch(
                bus,
                () -> hub.state() == BusState.DOWN,
                engine.server(),
                registry,
                threads.executor(),
                sessionId -> sessionStale.fire(new SessionStale(sessionId)));
        recovery = socket.recoveryMs() == 0 ? null : stateRecovery();
    }

    /** Twelve letters and digits that no other life of a worker has. */
    private static String newLife() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private StateRecovery stateRecovery() {
        LostConnections states = redis.<LostConnections>map(
                        where -> new RedisLostConnections(where, socket.recoveryMs()))
                .orElseGet(() -> new LocalLostConnections(MAX_LOST, socket.recoveryMs(), time));
        Errands errands = new Errands(threads.executor(), time, RECOVERING_AT_A_TIME, MAX_LOST);
        return new StateRecovery(hub, states, policy, settings.rooms(), errands);
    }

    /** Starts all threads. Called once, before the first request. */
    void start() {
        engine.main().use(sessions.door());
        pages.serve(hub);
        if (recovery != null) {
            engine.main().recoverBy(recovery);
        }
        hub.start();
        run("hub", hub::run);
        publishing = run("publisher", publisher::run);
        tick();
        tellAlive();
        LOG.log(
                System.Logger.Level.INFO,
                "Worker {0} started with {1}",
                String.valueOf(settings.worker()),
                redis.map(where -> "Redis at " + where).orElse("the local bus (no Redis configured)"));
    }

    private Thread run(String name, Runnable loop) {
        Thread thread = threads.factory(name).newThread(loop);
        running.add(thread);
        thread.start();
        return thread;
    }

    private void tick() {
        engine.after(TICK_MS, () -> {
            // First: an executor that refuses the task below must not end all ticks.
            tick();
            hub.tick();
            sessions.tick(hub.timesUp());
        });
    }

    private void tellAlive() {
        engine.after(ALIVE_MS, () -> {
            tellAlive();
            // An executor that refuses does so because the application ends: then nobody waits for another sign.
            if (telling.compareAndSet(false, true)) {
                threads.executor().execute(this::fireAlive);
            }
        });
    }

    private void fireAlive() {
        try {
            alive.fire(new WorkerAlive(settings.worker(), hub.state()));
        } finally {
            telling.set(false);
        }
    }

    /** Publishes what waits, closes all connections, and ends all threads within seconds. Idempotent. */
    void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        stopping.fire(new WorkerStopping(settings.worker()));
        publisher.stop();
        // The publisher first: what waits goes out while the bus still answers.
        join(publishing);
        engine.stop();
        if (recovery != null) {
            // The connections closed just now come back to other workers.
            recovery.stop();
        }
        bus.stop();
        hub.stop();
        running.forEach(SyncCore::join);
        LOG.log(System.Logger.Level.INFO, "Worker {0} stopped", String.valueOf(settings.worker()));
    }

    private static void join(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(3_000);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void publish(Change change) {
        publisher.offer(change);
    }

    Position position(String room) {
        return hub.position(room);
    }

    BusState busState() {
        return hub.state();
    }

    boolean hasSubscribed() {
        return hub.isReady();
    }

    SessionWatch sessions() {
        return sessions;
    }
}
