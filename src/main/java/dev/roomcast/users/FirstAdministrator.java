package dev.roomcast.users;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.Startup;
import dev.roomcast.platform.security.Sessions;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Gives an empty database its first user, and an administrator who has lost the password a new one where the settings
 * ask for it. A random password is printed once, and must be changed at the first sign-in.
 */
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
            insert into app_user (id, version, login, full_name, role, active, password, must_change_password,
                                  created_at, created_by, changed_at, changed_by)
            values (%s, 1, 'admin', 'Administrator', 'administrator', true, ?, ?, ?, 'admin', ?, 'admin')""";

    private static final String RESET = """
            update app_user
               set version = version + 1, role = 'administrator', active = true, password = ?,
                   must_change_password = ?, changed_at = ?, changed_by = 'admin'
             where login = 'admin'""";

    @Inject
    private DataSource dataSource;

    @Inject
    private Users users;

    @Inject
    private Passwords passwords;

    @Inject
    private Sessions sessions;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    @Inject
    private Event<Change> changes;

    /** Work that may fail as the database may. */
    private interface Writing {
        boolean apply(Connection connection, String hash, boolean mustChange) throws SQLException;
    }

    @PostConstruct
    void seed() {
        if (users.none()) {
            givePassword((connection, hash, mustChange) -> insert(connection, "1", hash, mustChange));
        } else if (settings.get(Settings.ADMIN_RESET)) {
            givePassword(this::reset);
            // After the commit: a session that is opened later is one of the new password.
            users.byLogin("admin").ifPresent(this::tell);
        }
    }

    /** Other workers may serve already, with sessions of the former password and open lists of users. */
    private void tell(User admin) {
        sessions.endAllOf(admin.id());
        changes.fire(new Change("users", Reason.UPDATED, Long.toString(admin.id()), Map.of("name", admin.name())));
    }

    private void givePassword(Writing writing) {
        Optional<String> chosen = settings.find(Settings.ADMIN_PASSWORD);
        String password = chosen.orElseGet(Passwords::random);
        String hash = passwords.hash(password);
        try (Connection connection = dataSource.getConnection()) {
            if (writing.apply(connection, hash, chosen.isEmpty())) {
                Startup.say("Roomcast administrator: login admin, password "
                        + (chosen.isPresent() ? "as set in ROOMCAST_ADMIN_PASSWORD" : password));
            }
        } catch (SQLException failed) {
            throw Startup.cannotStart("the administrator cannot be kept: " + failed.getMessage());
        }
    }

    private boolean reset(Connection connection, String hash, boolean mustChange) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(RESET)) {
            update.setString(1, hash);
            update.setBoolean(2, mustChange);
            update.setObject(3, now());
            return update.executeUpdate() == 1 || insert(connection, nextId(connection), hash, mustChange);
        }
    }

    /** False when another worker that started at the same time was faster. */
    private boolean insert(Connection connection, String id, String hash, boolean mustChange) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted(id))) {
            insert.setString(1, hash);
            insert.setBoolean(2, mustChange);
            insert.setObject(3, now());
            insert.setObject(4, now());
            return insert.executeUpdate() == 1;
        } catch (SQLException failed) {
            if ("23505".equals(failed.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    private static String nextId(Connection connection) throws SQLException {
        boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        return postgres ? "nextval('app_user_seq')" : "next value for app_user_seq";
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
