package dev.roomcast.sync.websocket;

/** Why a WebSocket is closed (RFC 6455 section 7.4). */
public final class CloseCodes {
    /** The other side did not say; never sent. */
    public static final int NONE = 1005;

    static final int PROTOCOL_ERROR = 1002;
    static final int NOT_UTF_8 = 1007;
    static final int TOO_BIG = 1009;

    private static final int FIRST = 1000;
    private static final int RESERVED = 1004;
    private static final int ABNORMAL = 1006;
    private static final int LAST_OF_PROTOCOL = 1014;
    private static final int FIRST_OF_APPLICATIONS = 3000;
    private static final int LAST = 4999;

    private CloseCodes() {}

    /** Whether a closing frame may carry it. */
    static boolean mayBeSent(int code) {
        boolean reserved = code == RESERVED || code == NONE || code == ABNORMAL;
        boolean ofProtocol = code >= FIRST && code <= LAST_OF_PROTOCOL && !reserved;
        return ofProtocol || (code >= FIRST_OF_APPLICATIONS && code <= LAST);
    }
}
