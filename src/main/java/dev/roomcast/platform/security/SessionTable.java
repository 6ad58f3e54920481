package dev.roomcast.platform.security;

import dev.roomcast.platform.database.Schema;
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

/** The table of sign-in sessions, which all workers share. Plain SQL, since every request passes here. */
@ApplicationScoped
public class SessionTable {
    /** A session ends when nobody has used it for this long. */
    private static final Duration LIFE = Duration.ofDays(7);

    /** Use is written down at most this often. */
    private static final Duration SEEN_EVERY = Duration.ofMinutes(5);

    private static final String FIND = """
            select s.id, u.login, u.role, s.seen_at
              from app_session s join app_user u on u.id = s.user_id
             where s.token_hash = ? and s.expires_at > ? and u.active = true""";

    @Resource(lookup = Schema.DATA_SOURCE)
    private DataSource dataSource;

    /** Adds a session, and removes those that have expired. */
    void add(String sessionId, String tokenHash, long userId, Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            update(connection, "delete from app_session where expires_at < ?", utc(now));
            update(
                    connection,
                    "insert into app_session (id, token_hash, user_id, created_at, seen_at, expires_at)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    sessionId,
                    tokenHash,
                    userId,
                    utc(now),
                    utc(now),
                    utc(now.plus(LIFE)));
        }
    }

    /** Whose session a token is, unless it has expired or the user is no longer active. */
    Optional<SessionUser> find(String tokenHash, Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, tokenHash);
            query.setObject(2, utc(now));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                SessionUser user = new SessionUser(row.getString(1), row.getString(2), row.getString(3));
                if (row.getObject(4, LocalDateTime.class).isBefore(utc(now.minus(SEEN_EVERY)))) {
                    update(
                            connection,
                            "update app_session set seen_at = ?, expires_at = ? where id = ?",
                            utc(now),
                            utc(now.plus(LIFE)),
                            user.sessionId());
                }
                return Optional.of(user);
            }
        }
    }

    /** The sessions of a user. */
    List<String> ofUser(long userId) throws SQLException {
        String sql = "select id from app_session where user_id = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, userId);
            List<String> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        }
    }

    void remove(String sessionId) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            update(connection, "delete from app_session where id = ?", sessionId);
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
