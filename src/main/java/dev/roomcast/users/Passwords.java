package dev.roomcast.users;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Hashes and checks passwords by PBKDF2. A check costs about a tenth of a second on purpose. */
@ApplicationScoped
public class Passwords {
    private static final Map<String, String> PARAMETERS =
            Map.of("Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512", "Pbkdf2PasswordHash.Iterations", "210000");

    @Inject
    private Pbkdf2PasswordHash pbkdf2;

    private String ofNobody = "";

    @PostConstruct
    void prepare() {
        pbkdf2.initialize(PARAMETERS);
        ofNobody = hash(random());
    }

    public String hash(String password) {
        return pbkdf2.generate(password.toCharArray());
    }

    public boolean matches(String password, String hash) {
        return pbkdf2.verify(password.toCharArray(), hash);
    }

    /** Takes as long as a check, so that nobody learns from the time which logins exist. */
    public void pretendToCheck(String password) {
        pbkdf2.verify(password.toCharArray(), ofNobody);
    }

    /** A password of 96 random bits, to be given to a person once. */
    public static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
