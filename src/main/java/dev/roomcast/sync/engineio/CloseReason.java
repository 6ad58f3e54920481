package dev.roomcast.sync.engineio;

/** Why an Engine.IO session ended, in the words of the reference. */
public enum CloseReason {
    TRANSPORT_CLOSE("transport close"),
    TRANSPORT_ERROR("transport error"),
    PING_TIMEOUT("ping timeout"),
    PARSE_ERROR("parse error"),
    FORCED_CLOSE("forced close"),
    FORCED_SERVER_CLOSE("forced server close"),
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client read so slowly that a send outlived its timeout or undroppable packets filled its queue. */
    SLOW_CLIENT("slow client");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
