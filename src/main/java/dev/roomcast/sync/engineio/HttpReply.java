package dev.roomcast.sync.engineio;

/** The container's side of one HTTP request under way. */
public interface HttpReply {

    /** Answers the request. Called exactly once, from any thread; does not block, does not throw, and ignores a client that has gone. */
    void send(HttpAnswer answer);
}
