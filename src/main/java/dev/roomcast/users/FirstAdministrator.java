package dev.roomcast.users;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.Startup;
import dev.roomcast.platform.security.Roles;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.time.InstantSource;
import java.util.Optional;

/** Gives an empty database an administrator, and tells the person at the console once how to sign in. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstAdministrator {
    private static final String LOGIN = "admin";

    @Inject
    private Users users;

    @Inject
    private Passwords passwords;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @PostConstruct
    void seed() {
        if (!users.none()) {
            return;
        }
        Optional<String> chosen = settings.find(Settings.ADMIN_PASSWORD);
        String password = chosen.orElseGet(Passwords::random);
        User administrator = new User(LOGIN, "Administrator", Roles.ADMINISTRATOR, passwords.hash(password));
        administrator.created(LOGIN, clock.instant());
        try {
            users.add(administrator);
        } catch (PersistenceException | TransactionalException anotherWorkerWasFaster) {
            return;
        }
        Startup.say("Roomcast administrator: login " + LOGIN + ", password "
                + (chosen.isPresent() ? "as set in ROOMCAST_ADMIN_PASSWORD" : password));
    }
}
