package dev.roomcast.sync.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A client's request for a WebSocket (RFC 6455 section 4.2.1). Neither extensions nor subprotocols are offered, so none that it asks for
 * matters.
 *
 * @param method of the request
 * @param protocol its version, such as {@code HTTP/1.1}
 * @param connection the header field of this name, empty when there is none; as are the others
 */
public record OpeningHandshake(String method, String protocol, String connection, String version, String key) {
    /** The only version. */
    public static final String VERSION = "13";

    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    /** Whether it is one, of whatever version. */
    public boolean isWellFormed() {
        return method.equals("GET")
                && protocol.equals("HTTP/1.1")
                && Arrays.stream(connection.split(",", -1))
                        .anyMatch(token -> token.strip().equalsIgnoreCase("upgrade"))
                && isKey();
    }

    private boolean isKey() {
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether its version is the one that there is. */
    public boolean isOfKnownVersion() {
        return version.strip().equals(VERSION);
    }

    /** The value of {@code Sec-WebSocket-Accept} in the answer. */
    public String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
