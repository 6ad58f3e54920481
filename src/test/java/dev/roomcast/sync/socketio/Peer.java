package dev.roomcast.sync.socketio;

import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.InMemoryWebSocket;
import java.util.List;

/** A client on an in-memory WebSocket: sends packets as written and takes what the server sent. */
final class Peer {
    private final InMemoryWebSocket webSocket;

    Peer(InMemoryEngine engine) {
        webSocket = engine.connect();
        webSocket.takeSent();
    }

    /** A client that has joined a namespace, with all that the server sent at that taken. */
    static Peer joined(InMemoryEngine engine, String namespace) {
        Peer peer = new Peer(engine);
        peer.send("40" + (namespace.equals("/") ? "" : namespace + ","));
        peer.webSocket.takeSent();
        return peer;
    }

    Peer send(Object... messages) {
        for (Object message : messages) {
            if (message instanceof byte[] bytes) {
                webSocket.receive(bytes);
            } else {
                webSocket.receive((String) message);
            }
        }
        return this;
    }

    /** What the server sent since the last take, its pings left out. */
    List<Object> take() {
        return webSocket.takeSent().stream()
                .filter(message -> !message.equals("2"))
                .toList();
    }

    boolean closed() {
        return webSocket.closeCode() != 0;
    }

    InMemoryWebSocket webSocket() {
        return webSocket;
    }
}
