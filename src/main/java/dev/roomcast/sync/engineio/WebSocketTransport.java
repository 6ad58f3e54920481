package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import java.util.List;

/** The container's side of one open WebSocket. */
public interface WebSocketTransport {

    /**
     * Writes frames in order: of each first the text, unless it is empty, as one text message, then each attachment as
     * one binary message. Called by one thread at a time, and never before the previous call was reported done. Neither
     * blocks nor throws.
     *
     * @param done told exactly once, on any thread, even from within this call
     */
    void send(List<Frame> frames, SendResult done);

    /** Closes the WebSocket with a status code. Idempotent, neither blocks nor throws. */
    void close(int code);

    /** Hears the end of one send. */
    interface SendResult {

        /** The send has ended: its bytes are with the operating system ({@code true}), or the connection is broken. */
        void sent(boolean success);
    }
}
