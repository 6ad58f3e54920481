package dev.roomcast.platform.security;

import java.util.HexFormat;

/** The secret in a session cookie: 256 random bits. The database knows only its hash. */
final class SessionToken {
    private SessionToken() {}

    static String create() {
        return Secret.create();
    }

    /** A name that is not secret: 128 random bits as hexadecimal digits. */
    static String createPublicId() {
        return HexFormat.of().formatHex(Secret.random(16));
    }

    /** Whether a text may be a token at all, so that nonsense costs no query. */
    static boolean plausible(String text) {
        return text.length() == Secret.LENGTH;
    }

    static String hash(String token) {
        return Secret.hash(token);
    }
}
