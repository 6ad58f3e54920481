package dev.roomcast.sync.engineio;

/** The refusals of Engine.IO v4 with their codes and words, protocol section 1.3. */
public enum EngineError {
    TRANSPORT_UNKNOWN(0, "Transport unknown", 400),
    UNKNOWN_SID(1, "Session ID unknown", 400),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method", 400),
    BAD_REQUEST(3, "Bad request", 400),
    FORBIDDEN(4, "Forbidden", 403),
    UNSUPPORTED_VERSION(5, "Unsupported protocol version", 400);

    private final int status;
    private final String body;

    EngineError(int code, String message, int status) {
        this.status = status;
        this.body = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    /** The HTTP answer that says so. */
    public HttpAnswer answer() {
        return new HttpAnswer(status, "application/json", body);
    }
}
