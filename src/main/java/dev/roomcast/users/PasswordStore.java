package dev.roomcast.users;

import dev.roomcast.platform.registry.RecordChanges;
import dev.roomcast.sync.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a login and a password against the table of users. As an identity store of Jakarta Security it also makes
 * WildFly offer its password hash, which it does only to applications that have one.
 */
@ApplicationScoped
public class PasswordStore implements IdentityStore {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Users users;

    @Inject
    private Passwords passwords;

    @Inject
    private InstantSource clock;

    @Inject
    private RecordChanges changes;

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

    /** Keeps the hash of the password that a user has chosen; false when the former one is no longer theirs. */
    @Transactional
    public boolean choose(long userId, String formerHash, String hash) {
        User user = entities.find(User.class, userId);
        if (user == null || !user.passwordHash().equals(formerHash)) {
            return false;
        }
        user.choosePassword(hash);
        user.changed(user.login(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        changes.fire("users", Reason.UPDATED, user);
        return true;
    }
}
