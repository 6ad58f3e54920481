package dev.roomcast.sync.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a client's answer. */
@FunctionalInterface
public interface AckCallback {

    /**
     * Called exactly once, one at a time with the socket's events; must not block.
     *
     * @param failure why there is no answer; null when there is one
     * @param answer the answer's values; empty when there is none
     */
    void onAnswer(@Nullable Failure failure, List<@Nullable Object> answer);

    /** Why no answer came. */
    enum Failure {
        TIMEOUT,
        DISCONNECTED,
        /** Too many answers of this socket are being waited for; the event was not sent. */
        TOO_MANY
    }
}
