package dev.roomcast.users;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.Status.VALID;

import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns a login and a password into a session, and changes the password of whoever knows it. Answers 429 to those who
 * try too often.
 */
@ApplicationScoped
public class SignIn {
    private static final int THROTTLED = 10_000;

    private final LoginThrottle throttle = new LoginThrottle(THROTTLED, System::nanoTime);

    @Inject
    private Users users;

    @Inject
    private PasswordStore store;

    @Inject
    private Passwords passwords;

    @Inject
    private Sessions sessions;

    /** The token of a new session. Answers 401 for a wrong login or password without telling which. */
    public String signIn(String typedLogin, String password, String address) {
        String login = typedLogin.strip().toLowerCase(Locale.ROOT);
        User user = checked(login, password, address).orElseThrow(() -> ProblemException.of(401, "wrong-login"));
        String token = sessions.open(user.id());
        if (users.byLogin(login)
                .filter(now -> now.passwordHash().equals(user.passwordHash()))
                .isEmpty()) {
            // Another password came while this one was checked, and its coming has ended only the sessions before.
            sessions.endBy(token);
            throw ProblemException.of(401, "wrong-login");
        }
        return token;
    }

    /**
     * Changes the password of whoever is signed in, ends their other sessions, and returns the new token of this one.
     * Answers 403 for a wrong current password.
     */
    public String changePassword(String login, String sessionId, String former, String next, String address) {
        User user = checked(login, former, address)
                .orElseThrow(() -> refused(403, "wrong-password", "current", "field.wrong"));
        if (next.equals(former)) {
            throw refused(400, "invalid-input", "password", "field.same");
        }
        if (!store.choose(user.id(), user.passwordHash(), passwords.hash(next))) {
            throw ProblemException.of(409, "changed-meanwhile");
        }
        return sessions.renew(user.id(), sessionId);
    }

    /** The user as they were before the check, so that whoever goes on sees what has changed since. */
    private Optional<User> checked(String login, String password, String address) {
        long wait = throttle.attempt(login, address);
        if (wait > 0) {
            throw ProblemException.of(429, "too-many-attempts", wait);
        }
        Optional<User> user;
        boolean valid;
        try {
            user = users.byLogin(login);
            valid = store.validate(new UsernamePasswordCredential(login, password))
                            .getStatus()
                    == VALID;
        } catch (RuntimeException notChecked) {
            throttle.withdrawn(login, address);
            throw notChecked;
        }
        if (!valid) {
            return Optional.empty();
        }
        throttle.succeeded(login, address);
        return user;
    }

    private static ProblemException refused(int status, String key, String field, String reason) {
        return new ProblemException(Problem.ofField(status, key, field, reason));
    }
}
