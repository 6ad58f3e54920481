package dev.roomcast.platform.database;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.Startup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The data source that the server's administrator has made, when {@code roomcast.db.jndi} names one. Works on any
 * thread.
 */
final class ServerDataSource {
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private ServerDataSource() {}

    /** The data source, or empty when none is named; waits for one that is named, up to 15 seconds. */
    static Optional<DataSource> find() {
        return Settings.ofDeployment().find(Settings.DB_JNDI).map(ServerDataSource::named);
    }

    /** The name is the administrator's, and its form keeps it within the server's own names. */
    @SuppressWarnings("BanJNDI")
    private static DataSource named(String name) {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            try {
                // WildFly brings up its data sources while it deploys: without waiting, a restart may find none.
                if (InitialContext.doLookup(name) instanceof DataSource found) {
                    return found;
                }
                throw Startup.cannotStart(
                        Settings.DB_JNDI.name() + " is '" + name + "', which is no data source of the server");
            } catch (NamingException missing) {
                if (System.nanoTime() - deadline > 0) {
                    throw Startup.cannotStart(Settings.DB_JNDI.name() + " is '" + name
                            + "'; allowed is the JNDI name of a data source that the server has");
                }
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        }
    }
}
