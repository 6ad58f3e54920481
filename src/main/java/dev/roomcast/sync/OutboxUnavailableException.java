package dev.roomcast.sync;

/** The outbox could not be read or changed; whether a change took effect is not known. */
public final class OutboxUnavailableException extends RuntimeException {
    public OutboxUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public OutboxUnavailableException(String message) {
        super(message);
    }
}
