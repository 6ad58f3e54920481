package dev.roomcast.sync.socketio;

import dev.roomcast.sync.engineio.EngineSettings;
import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A Socket.IO server on the in-memory engine, and the sockets of its main namespace in the order of their coming. */
final class ServerFixture {
    final ManualClock clock = new ManualClock();
    final SocketIoServer server;
    /** Tests that flood a healthy connection must not meet the bound for slow ones. */
    private static final EngineSettings ROOMY =
            new EngineSettings(300, 200, 500, 1_000_000, 1000, 100_000, 100_000_000, "", Set.of());

    final InMemoryEngine engine;
    final List<Socket> sockets = new ArrayList<>();

    ServerFixture() {
        this(new SocketIoSettings(1_000, 3, 4, 3, 1_000));
    }

    ServerFixture(SocketIoSettings settings) {
        server = new SocketIoServer(settings, clock.wheel());
        engine = new InMemoryEngine(server, ROOMY);
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
