package dev.roomcast.sync.socketio;

/** Decides whether a client may join a namespace. */
@FunctionalInterface
public interface Middleware {

    /**
     * Called on a container thread, must not block, and calls {@code next} once, now or later from any thread; later
     * calls do nothing. Throwing refuses the client, without telling it why.
     */
    void check(SocketHandshake handshake, Next next);

    /** What follows a middleware. */
    interface Next {

        /** Lets the next middleware decide; behind the last, the client joins. */
        void proceed();

        /** Answers CONNECT_ERROR; the connection stays. */
        void refuse(Refusal refusal);
    }
}
