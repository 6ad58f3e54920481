package dev.roomcast.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secret in a session cookie: 256 random bits. The database knows only its hash. */
final class SessionToken {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    private SessionToken() {}

    static String create() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(BYTES));
    }

    /** A name that is not secret: 128 random bits as hexadecimal digits. */
    static String createPublicId() {
        return HexFormat.of().formatHex(random(16));
    }

    /** Whether a text may be a token at all, so that nonsense costs no query. */
    static boolean plausible(String text) {
        return text.length() == LENGTH;
    }

    /** SHA-256 of a token as hexadecimal digits. Enough for a random secret, which nobody can guess from a list. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
