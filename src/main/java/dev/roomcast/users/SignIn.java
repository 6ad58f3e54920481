package dev.roomcast.users;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.Status.VALID;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.Optional;

/** Turns a login and a password into a session. */
@ApplicationScoped
public class SignIn {
    private static final int THROTTLED_PAIRS = 10_000;

    private final LoginThrottle throttle = new LoginThrottle(THROTTLED_PAIRS, System::nanoTime);

    @Inject
    private Users users;

    @Inject
    private PasswordStore store;

    @Inject
    private Sessions sessions;

    /**
     * The token of a new session. Answers 401 for a wrong login or password without telling which, and 429 to those who
     * try too often.
     */
    public String signIn(String login, String password, String address) {
        long wait = throttle.attempt(login, address);
        if (wait > 0) {
            throw ProblemException.of(429, "too-many-attempts", wait);
        }
        CredentialValidationResult checked = store.validate(new UsernamePasswordCredential(login, password));
        Optional<User> user = checked.getStatus() == VALID ? users.byLogin(login) : Optional.empty();
        if (user.isEmpty()) {
            throw ProblemException.of(401, "wrong-login");
        }
        throttle.succeeded(login, address);
        return sessions.open(user.get().id());
    }
}
