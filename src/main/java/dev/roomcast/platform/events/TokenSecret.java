package dev.roomcast.platform.events;

import dev.roomcast.platform.security.Secret;

/** The secret of a token: a prefix, by which scanners and people recognise it, and 256 random bits. */
final class TokenSecret {
    private static final String PREFIX = "rc_";
    private static final int HINT = 4;

    private TokenSecret() {}

    static String create() {
        return PREFIX + Secret.create();
    }

    /** Whether a text may be a secret at all, so that nonsense costs no query. */
    static boolean plausible(String text) {
        return text.startsWith(PREFIX) && text.length() == PREFIX.length() + Secret.LENGTH;
    }

    /** Its last characters; what is left is far beyond guessing. */
    static String hint(String secret) {
        return secret.substring(secret.length() - HINT);
    }
}
