package dev.roomcast.sync;

/** The bus could not be reached within its timeout; whether the call took effect is not known. */
public final class BusDownException extends RuntimeException {
    public BusDownException(String message, Throwable cause) {
        super(message, cause);
    }

    public BusDownException(String message) {
        super(message);
    }
}
