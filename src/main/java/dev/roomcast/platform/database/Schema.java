package dev.roomcast.platform.database;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database to the schema of this version when the application starts, before anything uses it; several
 * workers may do so at once. Stops the deployment when it cannot.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
        name = Schema.DATA_SOURCE,
        className = "dev.roomcast.platform.database.RoomcastDataSource",
        initialPoolSize = 1,
        minPoolSize = 1,
        maxPoolSize = 32,
        // Seconds. Payara's timer of the pool outlives the application by this time, and its class loader with it.
        maxIdleTime = 10,
        // For Payara: without them its pool hands out dead connections for ever after the database was restarted.
        properties = {
            "description=Roomcast",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=auto-commit",
            "fish.payara.validate-atmost-once-period-in-seconds=5",
            "fish.payara.fail-all-connections=true"
        })
public class Schema {
    /** Where the application's data source is in JNDI. */
    public static final String DATA_SOURCE = "java:app/jdbc/roomcast";

    private static final System.Logger LOG = System.getLogger(Schema.class.getName());
    private static final int ATTEMPTS = 5;

    @Inject
    private DataSource dataSource;

    @Inject
    private Settings settings;

    @PostConstruct
    void migrate() {
        requireDatabase();
        for (int attempt = 1; ; attempt++) {
            try {
                int applied = flyway().migrate().migrationsExecuted;
                LOG.log(System.Logger.Level.INFO, "the database has the schema, {0} migrations applied now", applied);
                return;
            } catch (FlywayException failed) {
                if (attempt == ATTEMPTS) {
                    throw Startup.cannotStart("the schema of the database " + address()
                            + " cannot be brought up to date: " + failed.getMessage());
                }
                // Two workers that meet an empty database both create Flyway's own table, and one of them fails.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200L * attempt));
            }
        }
    }

    private void requireDatabase() {
        try (Connection connection = dataSource.getConnection()) {
            connection.getMetaData().getDatabaseProductName();
        } catch (SQLException unreachable) {
            throw Startup.cannotStart(DatabaseAddress.unreachable(address(), unreachable));
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load();
    }

    private String address() {
        return settings.find(Settings.DB_JNDI)
                .map(name -> "behind the data source " + name)
                .orElseGet(() -> DatabaseAddress.shown(settings.get(Settings.DB_URL)));
    }
}
