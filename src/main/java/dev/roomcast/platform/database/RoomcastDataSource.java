package dev.roomcast.platform.database;

import dev.roomcast.platform.BadSettingException;
import dev.roomcast.platform.Settings;
import dev.roomcast.platform.Startup;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the database that the settings name. The server pools them; it makes this object by itself, on a
 * thread of its own, before anything else of the application runs.
 */
public class RoomcastDataSource implements DataSource {
    private volatile @Nullable Target target;
    private volatile boolean connectedOnce;
    private String description = "";
    private int loginTimeout;
    private @Nullable PrintWriter logWriter;

    private record Target(Driver driver, String url, Properties login) {}

    @Override
    public Connection getConnection() throws SQLException {
        // Looked up at the first connection: when the server makes this object, the settings may not be readable yet.
        Target known = target;
        if (known == null) {
            Optional<DataSource> server = ServerDataSource.find();
            if (server.isPresent()) {
                // Nobody uses this pool then, but Payara fills it all the same.
                return server.get().getConnection();
            }
            try {
                known = find();
            } catch (BadSettingException wrong) {
                throw new SQLException(Startup.cannotStart(wrong.line()));
            }
            target = known;
        }
        try {
            Connection connection = known.driver().connect(known.url(), known.login());
            if (connection == null) {
                throw noDriver(known.url());
            }
            connectedOnce = true;
            return connection;
        } catch (SQLException unreachable) {
            // Payara connects before anything of the application runs, and buries the reason in a stack trace.
            if (!connectedOnce) {
                throw new SQLException(Startup.cannotStart(DatabaseAddress.unreachable(known.url(), unreachable)));
            }
            throw unreachable;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private static Target find() throws SQLException {
        Settings settings = Settings.ofDeployment();
        String url = settings.get(Settings.DB_URL);
        Properties login = new Properties();
        settings.find(Settings.DB_USER).ifPresent(user -> login.setProperty("user", user));
        settings.find(Settings.DB_PASSWORD).ifPresent(password -> login.setProperty("password", password));
        return new Target(driverFor(url), url, login);
    }

    private static Driver driverFor(String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, RoomcastDataSource.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw noDriver(url);
    }

    private static SQLException noDriver(String url) {
        return new SQLException("no JDBC driver here understands " + DatabaseAddress.shown(url));
    }

    public String getDescription() {
        return description;
    }

    /** WildFly refuses a data source class for which it has no property to set. */
    public void setDescription(String description) {
        this.description = description;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        this.logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        this.loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
