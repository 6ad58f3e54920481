package dev.roomcast.bench;

/**
 * Where clients connect.
 *
 * @param path of the WebSocket; {@code {room}} stands for the room's name
 * @param cookie of a signed-in person; empty where nobody signs in
 * @param protocol what is spoken on it
 */
record Endpoint(int port, String path, String cookie, Protocol protocol) {

    static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

    /** How a client joins its room and publishes there. */
    enum Protocol {
        /** An event {@code join} with an ack, and an event {@code publish}. */
        SOCKET_IO,
        /** The path is the room, and what a client sends goes to everybody in it. */
        PLAIN
    }

    static Endpoint socketIo(int port, String cookie) {
        return new Endpoint(port, SOCKET_IO, cookie, Protocol.SOCKET_IO);
    }

    /** The message that makes the server send an event to a room. */
    String publication(int number, int room) {
        String event = protocol == Protocol.SOCKET_IO ? "publish" : Events.NAME;
        return "42[\"" + event + "\"," + Events.json(number, room) + "]";
    }
}
