package dev.roomcast.users;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * Hashes and checks passwords by PBKDF2. A check costs about a tenth of a second on purpose, and half of the processors
 * do nothing else at most. Answers 503 when too many others wait.
 */
@ApplicationScoped
public class Passwords {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final String ITERATIONS = "210000";
    private static final int KEY_BYTES = 32;
    private static final Map<String, String> PARAMETERS = Map.of(
            "Pbkdf2PasswordHash.Algorithm",
            ALGORITHM,
            "Pbkdf2PasswordHash.Iterations",
            ITERATIONS,
            "Pbkdf2PasswordHash.SaltSizeBytes",
            Integer.toString(KEY_BYTES),
            "Pbkdf2PasswordHash.KeySizeBytes",
            Integer.toString(KEY_BYTES));

    private final HashingGate gate =
            new HashingGate(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 32, 3_000);

    /** A hash of no known password, in the form that {@link Pbkdf2PasswordHash} defines. */
    private final String ofNobody = String.join(":", ALGORITHM, ITERATIONS, random(KEY_BYTES), random(KEY_BYTES));

    @Inject
    private Pbkdf2PasswordHash pbkdf2;

    @PostConstruct
    void prepare() {
        pbkdf2.initialize(PARAMETERS);
    }

    public String hash(String password) {
        return gate.pass(() -> pbkdf2.generate(password.toCharArray()));
    }

    public boolean matches(String password, String hash) {
        return gate.pass(() -> pbkdf2.verify(password.toCharArray(), hash));
    }

    /** Takes as long as a check, so that nobody learns from the time which logins exist. */
    public void pretendToCheck(String password) {
        matches(password, ofNobody);
    }

    /** A password of 96 random bits, to be given to a person once. */
    public static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(12));
    }

    private static String random(int bytes) {
        return Base64.getEncoder().encodeToString(randomBytes(bytes));
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
