package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.EngineServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The Engine.IO servers of this application by their paths, and the timer wheel that they share. */
@ApplicationScoped
public class EngineServers {
    private final Map<String, EngineServer> byPath = new ConcurrentHashMap<>();
    private final TimerWheel wheel;

    @Inject
    public EngineServers(TimeSource time) {
        wheel = new TimerWheel(time);
    }

    /** For the container's proxy only. */
    protected EngineServers() {
        this(new TimeSource(() -> 0, () -> 0));
    }

    TimerWheel wheel() {
        return wheel;
    }

    void add(String path, EngineServer server) {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("an engine's path begins and ends with a slash: " + path);
        }
        if (byPath.putIfAbsent(path, server) != null) {
            throw new IllegalArgumentException("two engines at " + path);
        }
    }

    /** The engines by path. */
    public Map<String, EngineServer> all() {
        return Map.copyOf(byPath);
    }

    /** The engine at exactly this path. */
    Optional<EngineServer> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    void start(ThreadFactory threads) {
        wheel.start(threads);
    }

    /** Refuses new sessions from now on. Idempotent. */
    void leave() {
        byPath.values().forEach(EngineServer::leave);
    }

    /** Closes all sessions and ends the wheel's thread. Idempotent. */
    void stop() {
        byPath.values().forEach(EngineServer::stop);
        wheel.stop();
    }
}
