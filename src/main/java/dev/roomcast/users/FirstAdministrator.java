package dev.roomcast.users;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.Startup;
import dev.roomcast.platform.database.Schema;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/** Gives an empty database an administrator, and tells the person at the console once how to sign in. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstAdministrator {
    /**
     * With a fixed id and past the entity manager, which would log a stack trace when two workers start at once and one
     * of them is second.
     */
    private static final String INSERT = """
            insert into app_user (id, version, login, full_name, role, active, password,
                                  created_at, created_by, changed_at, changed_by)
            values (1, 1, 'admin', 'Administrator', 'administrator', true, ?, ?, 'admin', ?, 'admin')""";

    @Resource(lookup = Schema.DATA_SOURCE)
    private DataSource dataSource;

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
        if (add(passwords.hash(password))) {
            Startup.say("Roomcast administrator: login admin, password "
                    + (chosen.isPresent() ? "as set in ROOMCAST_ADMIN_PASSWORD" : password));
        }
    }

    /** False when another worker that started at the same time was faster. */
    private boolean add(String passwordHash) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, passwordHash);
            insert.setObject(2, now);
            insert.setObject(3, now);
            return insert.executeUpdate() == 1;
        } catch (SQLException failed) {
            if ("23505".equals(failed.getSQLState())) {
                return false;
            }
            throw Startup.cannotStart("the first administrator cannot be added: " + failed.getMessage());
        }
    }
}
