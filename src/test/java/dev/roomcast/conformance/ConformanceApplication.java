package dev.roomcast.conformance;

import dev.roomcast.sync.socketio.Socket;
import dev.roomcast.sync.socketio.SocketIoServer;

/** What the public Socket.IO v5 suite expects a server to do, and a way to have the server ask the client. */
public final class ConformanceApplication {
    private static final long ANSWER_TIMEOUT_MS = 2_000;

    private ConformanceApplication() {}

    /** Registers the handlers; before clients connect. */
    public static void register(SocketIoServer server) {
        server.namespace("/").onConnect(ConformanceApplication::greet).onConnect(ConformanceApplication::answer);
        server.namespace("/custom").onConnect(ConformanceApplication::greet);
    }

    private static void greet(Socket socket) {
        socket.emit("auth", socket.handshake().auth());
    }

    private static void answer(Socket socket) {
        socket.on("message", (arguments, ack) -> socket.emit("message-back", arguments.toArray()));
        socket.on("message-with-ack", (arguments, ack) -> ack.send(arguments.toArray()));
        // Beyond the suite: the server asks with the same arguments and tells what it was answered.
        socket.on(
                "ask-me",
                (arguments, ack) -> socket.emitWithAck(
                        "question",
                        ANSWER_TIMEOUT_MS,
                        (failure, answer) -> socket.emit("answered", answer.toArray()),
                        arguments.toArray()));
    }
}
