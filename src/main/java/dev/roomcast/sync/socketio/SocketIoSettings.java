package dev.roomcast.sync.socketio;

/**
 * The bounds of a Socket.IO server.
 *
 * @param connectTimeoutMs a connection that has joined no namespace by then is closed, in ms
 * @param maxNamespaces namespaces that one connection may be in
 * @param maxRooms rooms that one socket may be in, the one of its own id included
 * @param maxOutstandingAcks answers of one socket that may be waited for at a time
 * @param maxAttachmentBytes attachments of one received packet together, in bytes
 */
public record SocketIoSettings(
        long connectTimeoutMs, int maxNamespaces, int maxRooms, int maxOutstandingAcks, long maxAttachmentBytes) {

    /** What the reference does, and bounds where it has none. */
    public static final SocketIoSettings DEFAULTS = new SocketIoSettings(45_000, 16, 128, 1_000, 10_000_000);

    /** The same with another connect timeout, in ms. */
    public SocketIoSettings withConnectTimeout(long ms) {
        return new SocketIoSettings(ms, maxNamespaces, maxRooms, maxOutstandingAcks, maxAttachmentBytes);
    }
}
