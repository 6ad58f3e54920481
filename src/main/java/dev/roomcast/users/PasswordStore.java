package dev.roomcast.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a login and a password against the table of users. As an identity store of Jakarta Security it also makes
 * WildFly offer its password hash, which it does only to applications that have one.
 */
@ApplicationScoped
public class PasswordStore implements IdentityStore {
    @Inject
    private Users users;

    @Inject
    private Passwords passwords;

    /** Invalid for a wrong password, an unknown login and a user who is not active alike, and after the same time. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String password = credential.getPasswordAsString();
        Optional<User> user = users.byLogin(credential.getCaller()).filter(User::active);
        if (user.isEmpty()) {
            passwords.pretendToCheck(password);
        }
        return user.filter(found -> passwords.matches(password, found.passwordHash()))
                .map(found -> new CredentialValidationResult(found.login(), Set.of(found.role())))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
