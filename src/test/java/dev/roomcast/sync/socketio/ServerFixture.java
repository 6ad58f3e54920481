package dev.roomcast.sync.socketio;

import dev.roomcast.sync.engineio.EngineSettings;
import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.ManualClock;
import java.util.ArrayList;
import java.util.List;

/** A Socket.IO server on the in-memory engine, and the sockets of its main namespace in the order of their coming. */
final class ServerFixture {
    final ManualClock clock = new ManualClock();
    final SocketIoServer server;
    final InMemoryEngine engine;
    final List<Socket> sockets = new ArrayList<>();

    ServerFixture() {
        this(new SocketIoSettings(1_000, 3, 4, 3, 1_000));
    }

    ServerFixture(SocketIoSettings settings) {
        this(settings, InMemoryEngine.SETTINGS);
    }

    ServerFixture(SocketIoSettings settings, EngineSettings engineSettings) {
        server = new SocketIoServer(settings, clock.wheel());
        engine = new InMemoryEngine(server, engineSettings);
        main().onConnect(sockets::add);
    }

    Namespace main() {
        return server.namespace("/");
    }

    /** A client that has joined the main namespace. */
    Peer join() {
        return Peer.joined(engine, "/");
    }

    Socket socket(int index) {
        return sockets.get(index);
    }
}
