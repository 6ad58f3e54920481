package dev.roomcast.sync.ee;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Dependencies;
import dev.roomcast.sync.EventOutbox;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.HubSettings;
import dev.roomcast.sync.LocalBus;
import dev.roomcast.sync.LocalLostConnections;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.OutboxRelay;
import dev.roomcast.sync.OutboxSettings;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publisher;
import dev.roomcast.sync.PublisherSettings;
import dev.roomcast.sync.RelaySettings;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.Rooms;
import dev.roomcast.sync.SessionRegistry;
import dev.roomcast.sync.SessionStale;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.WorkerAlive;
import dev.roomcast.sync.WorkerNumber;
import dev.roomcast.sync.WorkerRegistry;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Puts the plain parts together: bus, hub, publisher, relay and the pages' namespace. {@link SyncManager} starts and stops it. */
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
    OutboxSettings outboxSettings;

    @Inject
    EventOutbox outbox;

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
    FrontDoor door;

    @Inject
    Event<SessionStale> sessionStale;

    @Inject
    Event<WorkerAlive> alive;

    @Inject
    Event<WorkerStopping> stopping;

    private final AtomicBoolean stopped = new AtomicBoolean();

    private final List<Thread> running = new ArrayList<>();
    private @Nullable Thread publishing;
    private @Nullable Thread relaying;
    private Bus bus;
    private WorkerNumber number;
    private SyncNamespace pages;
    private Hub<Socket> hub;
    private Dependencies dependencies;
    private Publisher publisher;
    private OutboxRelay relay;
    private SessionWatch sessions;
    /** Null when lost connections are not recovered. */
    private @Nullable StateRecovery recovery;

    @PostConstruct
    void assemble() {
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        bus = redis.<Bus>map(where -> new RedisBus(where, threads.factory("bus"), time.nanoTime(), random))
                .orElseGet(() -> new LocalBus(settings.historyLength(), time));
        number = new WorkerNumber(
                bus.workers(), settings.worker(), UUID.randomUUID().toString(), time);
        pages = engine.pages();
        hub = new Hub<>(
                bus,
                engine.main().rooms(),
                pages,
                threads.executor(),
                HubSettings.DEFAULT,
                signal -> sessions.onSignal(signal),
                socket.recoveryMs() == 0 ? null : newLife());
        dependencies = new Dependencies(settings.rooms(), settings.dependencies());
        publisher = new Publisher(bus, dependencies, number, hub::resync, time, random, PublisherSettings.DEFAULT);
        relay = new OutboxRelay(bus, outbox, dependencies, hub::resync, time, random, RelaySettings.DEFAULT);
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
                        where -> new RedisLostConnections(where, socket.recoveryMs(), time.nanoTime()))
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
        if (outboxSettings.on()) {
            relaying = run("relay", relay::run);
        }
        tick();
        execute(number::renew, new AtomicBoolean(true));
        every(WorkerRegistry.RENEW_MS, number::renew);
        every(ALIVE_MS, this::tellAlive);
        LOG.log(
                System.Logger.Level.INFO,
                "Worker {0} started with {1}",
                number,
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

    /** Runs a task that may block, on a managed thread; not again while its former run has not ended. */
    private void every(long intervalMs, Runnable task) {
        every(intervalMs, task, new AtomicBoolean());
    }

    private void every(long intervalMs, Runnable task, AtomicBoolean running) {
        engine.after(intervalMs, () -> {
            every(intervalMs, task, running);
            if (running.compareAndSet(false, true)) {
                execute(task, running);
            }
        });
    }

    private void execute(Runnable task, AtomicBoolean running) {
        try {
            threads.executor().execute(() -> {
                try {
                    task.run();
                } finally {
                    running.set(false);
                }
            });
        } catch (RejectedExecutionException busyOrEnding) {
            // The next time may be better: without this a moment's overload would end all signs of life.
            running.set(false);
        }
    }

    private void tellAlive() {
        alive.fire(new WorkerAlive(number.getAsLong(), hub.state()));
    }

    /** Refuses new connections and sends the pages elsewhere, spread over the window. Idempotent, never blocks. */
    void drain() {
        int connections = engine.server().connections();
        if (engine.leave()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Worker {0} leaves; {1} connections are sent elsewhere",
                    number,
                    String.valueOf(connections));
        }
    }

    /**
     * Drains, lets nobody in any more, and returns when all requests are done, if there may be other workers to go to; at
     * once when this one is alone.
     */
    void drainForOthers() {
        if (redis.isEmpty()) {
            return;
        }
        drain();
        try {
            engine.drain().await();
            door.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean draining() {
        return stopped.get() || engine.drain().begun();
    }

    /** Publishes what waits, closes all connections, and ends all threads within seconds. Idempotent. */
    void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        stopping.fire(new WorkerStopping(number.getAsLong()));
        publisher.stop();
        // The publisher first: what waits goes out while the bus still answers.
        join(publishing);
        relay.stop();
        join(relaying);
        number.release();
        engine.stop();
        if (recovery != null) {
            // The connections closed just now come back to other workers.
            recovery.stop();
        }
        bus.stop();
        hub.stop();
        running.forEach(SyncCore::join);
        LOG.log(System.Logger.Level.INFO, "Worker {0} stopped", number);
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

    /** Announces a change at once, whatever transaction is running. Never blocks; callable from any thread. */
    public void publish(Change change) {
        publisher.offer(change);
    }

    /** The same; {@code answer} is told where its events stand, as {@link Publisher#offer(Change, Consumer)} says. */
    public boolean publish(Change change, Consumer<Map<String, Position>> answer) {
        return publisher.offer(change, answer);
    }

    /** A change has been committed; its event is in the outbox, if there is one. Never blocks. */
    public void committed(Change change) {
        if (outboxSettings.on()) {
            relay.wake(change);
        } else {
            publish(change);
        }
    }

    /** Asks where an event of the outbox stands once it is published, as {@link OutboxRelay#expect} says. */
    public void expect(String eventId, Consumer<Map<String, Position>> answer) {
        relay.expect(eventId, answer);
    }

    /** Ends {@link #expect}. */
    public void forget(String eventId) {
        relay.forget(eventId);
    }

    /** The rooms that hear of a change, by the dependency table. */
    public List<String> rooms(Change change) {
        return dependencies.rooms(change.topic(), change.rooms());
    }

    /** The number that names this worker in events now. */
    public long worker() {
        return number.getAsLong();
    }

    Position position(String room) {
        return hub.position(room);
    }

    Position newest(String room) {
        return hub.newest(room);
    }

    /** UP means subscribed. */
    public BusState busState() {
        return hub.state();
    }

    SyncStatus status() {
        Map<String, Position> positions = hub.positions();
        Rooms<Socket> members = engine.main().rooms();
        return new SyncStatus(
                worker(),
                hub.state().name(),
                engine.sessions(),
                engine.server().connections(),
                engine.main().sockets().size(),
                members.names().size(),
                settings.rooms().stream()
                        .map(room -> SyncStatus.Room.of(room, members, positions.getOrDefault(room, Position.UNKNOWN)))
                        .toList(),
                SyncStatus.Deliveries.of(hub),
                SyncStatus.Publications.of(publisher, relay));
    }

    boolean hasSubscribed() {
        return hub.isReady();
    }

    SessionWatch sessions() {
        return sessions;
    }
}
