package dev.roomcast.platform.events;

import dev.roomcast.platform.database.Schema;
import dev.roomcast.platform.registry.NameKey;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of tokens, which all workers share and ask at every use: what is revoked opens nothing from then on. */
@ApplicationScoped
public class TokenTable {
    /** Use is written down at most this often. */
    private static final Duration USED_EVERY = Duration.ofMinutes(1);

    private static final int QUERY_SECONDS = 10;

    private static final String SELECT =
            "select id, name, hint, topics, rooms, created_at, created_by, used_at, expires_at from event_token";

    private static final String INSERT = "insert into event_token"
            + " (name, name_key, token_hash, hint, topics, rooms, created_at, created_by, expires_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    @Resource(lookup = Schema.DATA_SOURCE)
    private DataSource dataSource;

    /** All tokens by name, those that have expired too. */
    List<EventToken> all() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = prepare(connection, SELECT + " order by name_key");
                ResultSet row = query.executeQuery()) {
            List<EventToken> tokens = new ArrayList<>();
            while (row.next()) {
                tokens.add(token(row));
            }
            return tokens;
        }
    }

    int count() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = prepare(connection, "select count(*) from event_token");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Adds a token; fails when its name is taken. */
    void add(TokenDraft draft, String hash, String hint, String by, Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = prepare(
                        connection,
                        INSERT,
                        draft.name(),
                        NameKey.of(draft.name(), TokenDraft.NAME_LENGTH),
                        hash,
                        hint,
                        String.join(",", draft.topics()),
                        String.join(",", draft.rooms()),
                        utc(now),
                        by,
                        utc(draft.expiresAt()))) {
            insert.executeUpdate();
        }
    }

    /** The token of a secret's hash, also when it has expired. */
    Optional<EventToken> find(String hash) throws SQLException {
        return one(SELECT + " where token_hash = ?", hash);
    }

    Optional<EventToken> find(long id) throws SQLException {
        return one(SELECT + " where id = ?", id);
    }

    /** Writes down that a token is used now, unless that has been done a moment ago. */
    void use(EventToken token, Instant now) throws SQLException {
        Instant before = token.usedAt();
        if (before == null || !before.isAfter(now.minus(USED_EVERY))) {
            update("update event_token set used_at = ? where id = ?", utc(now), token.id());
        }
    }

    /** False when there is none. */
    boolean remove(long id) throws SQLException {
        return update("delete from event_token where id = ?", id) == 1;
    }

    private Optional<EventToken> one(String sql, Object value) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = prepare(connection, sql, value);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(token(row)) : Optional.empty();
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = prepare(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_SECONDS);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static EventToken token(ResultSet row) throws SQLException {
        LocalDateTime made = row.getObject(6, LocalDateTime.class);
        return new EventToken(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                List.of(row.getString(4).split(",", -1)),
                List.of(row.getString(5).split(",", -1)),
                made.toInstant(ZoneOffset.UTC),
                row.getString(7),
                instant(row, 8),
                instant(row, 9));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
