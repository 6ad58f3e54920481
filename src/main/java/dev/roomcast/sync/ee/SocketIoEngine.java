package dev.roomcast.sync.ee;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.engineio.EngineApplication;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.engineio.EngineSettings;
import dev.roomcast.sync.engineio.Session;
import dev.roomcast.sync.engineio.SessionListener;
import dev.roomcast.sync.socketio.Drain;
import dev.roomcast.sync.socketio.Namespace;
import dev.roomcast.sync.socketio.SocketIoServer;
import dev.roomcast.sync.socketio.SocketIoSettings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The Socket.IO server of the application, at the configured path. */
@ApplicationScoped
public class SocketIoEngine {

    @Inject
    SyncSettings syncSettings;

    @Inject
    SocketSettings settings;

    @Inject
    RoomPolicy policy;

    @Inject
    EngineSettings engineSettings;

    @Inject
    EngineServers engines;

    private SocketIoServer server;
    private SyncNamespace pages;
    private Drain drain;

    @PostConstruct
    void assemble() {
        server = new SocketIoServer(
                SocketIoSettings.DEFAULTS.withConnectTimeout(settings.connectTimeoutMs()), engines.wheel());
        pages = new SyncNamespace(server.namespace("/"), policy, syncSettings);
        drain = new Drain(server, main(), engines.wheel(), settings.drainWindowMs(), pages::drain);
    }

    void onEnginesStarting(@Observes EnginesStarting starting) {
        starting.add(
                settings.path(), new EngineServer(engineSettings, new Door(), starting.wheel(), new SecureRandom()));
    }

    /** Runs a short task later, on the timer wheel. */
    void after(long delayMs, Runnable task) {
        engines.wheel().in(TimeUnit.MILLISECONDS.toNanos(delayMs), task);
    }

    /** Refuses new connections and begins to send the clients elsewhere; false when it has begun before. Never blocks. */
    boolean leave() {
        engines.leave();
        return drain.begin();
    }

    Drain drain() {
        return drain;
    }

    /** Closes all connections, so that clients reconnect elsewhere. Idempotent. */
    void stop() {
        server.close();
        engines.stop();
    }

    /** The server, for handlers of one's own. */
    public SocketIoServer server() {
        return server;
    }

    /** How many Engine.IO sessions all engines of the application have. */
    int sessions() {
        return engines.all().values().stream().mapToInt(EngineServer::size).sum();
    }

    Namespace main() {
        return server.namespace("/");
    }

    SyncNamespace pages() {
        return pages;
    }

    /** Lets only those in whom the policy admits. */
    private final class Door implements EngineApplication {

        @Override
        public boolean admits(Visitor visitor) {
            return policy.mayConnect(visitor);
        }

        @Override
        public SessionListener onOpen(Session session) {
            return server.onOpen(session);
        }

        @Override
        public Frame resync(Set<String> rooms) {
            return pages.slowClientResync(rooms);
        }
    }
}
