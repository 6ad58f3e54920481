package dev.roomcast.sync.socketio;

import java.util.Set;

/**
 * Brings the lost connections of a namespace back (protocol section 4). With it each of the namespace's sockets has a
 * private id, the pid. Methods are called by any thread and must not block.
 */
public interface Recovery {

    /** A client names the pid of a connection that it lost; to be decided by one of the claim's methods, now or later. */
    void claim(Claim claim);

    /** A new socket opens; called before anybody can find it or send to it. */
    void onOpen(Socket socket);

    /**
     * A socket has ended, also one that was only held for a claim.
     *
     * @param pid a bearer secret, never to be logged
     * @param reason in the reference's words
     * @param rooms those that it had joined by itself, that of its own id among them
     */
    void onEnd(Socket socket, String pid, String reason, Set<String> rooms);
}
