package dev.roomcast.platform.workers;

import dev.roomcast.sync.WorkerAlive;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The table of workers. All times in it are the database's: the clocks of machines differ, and a worker would seem lost
 * to another whose clock is ahead.
 */
@ApplicationScoped
public class WorkerTable {
    /** A worker that was not seen for this long counts as lost. */
    static final Duration LOST_AFTER = Duration.ofSeconds(20);

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    @Inject
    private DataSource dataSource;

    /** Every worker of the last hour, by number. */
    public List<WorkerRow> all() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return all(connection, now(connection));
        }
    }

    /** Adds a worker that has just started; a row that an earlier one of its number left is replaced. */
    void add(WorkerAlive worker) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            LocalDateTime now = now(connection);
            update(connection, "delete from worker where number = ?", worker.number());
            update(
                    connection,
                    "insert into worker (number, started_at, seen_at, bus) values (?, ?, ?, ?)",
                    worker.number(),
                    now,
                    now,
                    worker.bus().name());
        }
    }

    /** Writes a sign of life; false when the worker has no row. Forgets workers that were lost long ago. */
    boolean renew(WorkerAlive worker) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            LocalDateTime now = now(connection);
            update(connection, "delete from worker where seen_at < ?", now.minus(FORGOTTEN_AFTER));
            return update(
                            connection,
                            "update worker set seen_at = ?, bus = ? where number = ?",
                            now,
                            worker.bus().name(),
                            worker.number())
                    == 1;
        }
    }

    void remove(long number) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            update(connection, "delete from worker where number = ?", number);
        }
    }

    private static List<WorkerRow> all(Connection connection, LocalDateTime now) throws SQLException {
        List<WorkerRow> workers = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select number, started_at, bus, seen_at from worker order by number");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                workers.add(new WorkerRow(
                        row.getLong(1),
                        instant(row.getObject(2, LocalDateTime.class)),
                        row.getString(3),
                        row.getObject(4, LocalDateTime.class).isAfter(now.minus(LOST_AFTER))));
            }
        }
        return workers;
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime now(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_timestamp");
                ResultSet row = query.executeQuery()) {
            row.next();
            return LocalDateTime.ofInstant(
                    row.getObject(1, OffsetDateTime.class).toInstant(), ZoneOffset.UTC);
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
