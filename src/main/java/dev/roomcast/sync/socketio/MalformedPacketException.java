package dev.roomcast.sync.socketio;

/** What a client sent is no Socket.IO packet; its connection is closed. */
final class MalformedPacketException extends RuntimeException {
    MalformedPacketException(String message) {
        // Without a stack trace: a hostile client must not be able to make the server walk its stack for each packet.
        super(message, null, false, false);
    }
}
