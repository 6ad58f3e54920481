package dev.roomcast.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.service.spi.Configurable;
import org.jspecify.annotations.Nullable;

/**
 * Where Hibernate, WildFly's JPA, takes connections from: the server's own data source when one is named, else the one
 * of {@code persistence.xml}. Named in that file, made by Hibernate.
 */
public class HibernateConnections implements ConnectionProvider, Configurable {
    private transient @Nullable DataSource dataSource;

    @Override
    public void configure(Map<String, Object> configuration) {
        dataSource = ServerDataSource.find().orElseGet(() -> (DataSource) Objects.requireNonNull(
                configuration.get(JdbcSettings.JAKARTA_JTA_DATASOURCE), JdbcSettings.JAKARTA_JTA_DATASOURCE));
    }

    @Override
    public Connection getConnection() throws SQLException {
        return Objects.requireNonNull(dataSource, "not configured").getConnection();
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        connection.close();
    }

    /** The transaction keeps the connection, as with every data source of a server. */
    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
