package dev.roomcast.sync.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Why a client may not join a namespace, as its {@code connect_error} tells it.
 *
 * @param data any JSON value without byte arrays; null for none
 */
public record Refusal(String message, @Nullable Object data) {
    static final Refusal INVALID_NAMESPACE = new Refusal("Invalid namespace", null);
    static final Refusal TOO_MANY_NAMESPACES = new Refusal("Too many namespaces", null);

    /** A refusal without data. */
    public Refusal(String message) {
        this(message, null);
    }
}
