package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.EngineServer;

/**
 * The CDI event on which the application adds its Engine.IO servers. Fired once, synchronously, while the application
 * starts and before it serves; an exception of an observer stops the deployment.
 */
public final class EnginesStarting {
    private final EngineServers servers;

    EnginesStarting(EngineServers servers) {
        this.servers = servers;
    }

    /** The wheel that all engines and whatever is built on them share; it turns as long as the application runs. */
    public TimerWheel wheel() {
        return servers.wheel();
    }

    /**
     * Serves an engine.
     *
     * @param path within the application, beginning and ending with a slash
     */
    public void add(String path, EngineServer server) {
        servers.add(path, server);
    }
}
