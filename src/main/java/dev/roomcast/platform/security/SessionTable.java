package dev.roomcast.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The table of sign-in sessions, which all workers share. Plain SQL, since every request passes here. */
@ApplicationScoped
public class SessionTable {
    /** A session ends when nobody has used it for this long. */
    private static final Duration LIFE = Duration.ofDays(7);

    /** Use is written down at most this often. */
    private static final Duration SEEN_EVERY = Duration.ofMinutes(5);

    /** Sessions that are asked for in one query. */
    private static final int BATCH = 500;

    private static final int QUERY_SECONDS = 10;

    private static final String SELECT = """
            select s.id, u.id, u.login, u.role, u.must_change_password, s.seen_at
              from app_session s join app_user u on u.id = s.user_id
             where s.expires_at > ? and u.active = true and s.\
            """;

    /** Not for a user who is no longer active: the sign-in may have begun before. */
    private static final String INSERT = """
            insert into app_session (id, token_hash, user_id, created_at, seen_at, expires_at)
            select cast(? as varchar(32)), cast(? as varchar(64)), id,
                   cast(? as timestamp(3)), cast(? as timestamp(3)), cast(? as timestamp(3))
              from app_user where id = ? and active = true""";

    @Inject
    private DataSource dataSource;

    /** Adds a session, and removes those that have expired. False for a user who is not active. */
    boolean add(String sessionId, String tokenHash, long userId, Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            update(connection, "delete from app_session where expires_at < ?", utc(now));
            LocalDateTime ends = utc(now.plus(LIFE));
            return update(connection, INSERT, sessionId, tokenHash, utc(now), utc(now), ends, userId) == 1;
        }
    }

    /** Whose session a token is, unless it has expired or the user is no longer active. */
    Optional<SessionUser> find(String tokenHash, Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(SELECT + "token_hash = ?")) {
            query.setObject(1, utc(now));
            query.setString(2, tokenHash);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                SessionUser user = user(row);
                if (row.getObject(6, LocalDateTime.class).isBefore(utc(now.minus(SEEN_EVERY)))) {
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

    /** The sessions of these ids that stand, by their ids; asks for some hundred at a time. */
    Map<String, SessionUser> standing(Collection<String> sessionIds, Instant now) throws SQLException {
        Map<String, SessionUser> standing = new HashMap<>();
        List<String> ids = List.copyOf(sessionIds);
        try (Connection connection = dataSource.getConnection()) {
            for (int start = 0; start < ids.size(); start += BATCH) {
                List<String> batch = ids.subList(start, Math.min(ids.size(), start + BATCH));
                readStanding(connection, batch, now, standing);
            }
        }
        return standing;
    }

    private static void readStanding(
            Connection connection, List<String> ids, Instant now, Map<String, SessionUser> standing)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
        try (PreparedStatement query = connection.prepareStatement(SELECT + "id in (" + places + ")")) {
            query.setQueryTimeout(QUERY_SECONDS);
            query.setObject(1, utc(now));
            for (int i = 0; i < ids.size(); i++) {
                query.setString(i + 2, ids.get(i));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    standing.put(row.getString(1), user(row));
                }
            }
        }
    }

    /** The sessions of a user, the one seen last first. */
    List<String> ofUser(long userId) throws SQLException {
        String sql = "select id from app_session where user_id = ? order by seen_at desc, created_at desc, id";
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

    /** The user of a login, if there is one who is active. */
    Optional<Long> activeUser(String login) throws SQLException {
        String sql = "select id from app_user where login = ? and active = true";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, login);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /** Gives a session another token; the former one is nobody's from then on. False when the session has ended. */
    boolean replaceToken(String sessionId, String tokenHash) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return update(connection, "update app_session set token_hash = ? where id = ?", tokenHash, sessionId) == 1;
        }
    }

    void remove(String sessionId) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            update(connection, "delete from app_session where id = ?", sessionId);
        }
    }

    private static SessionUser user(ResultSet row) throws SQLException {
        return new SessionUser(row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getBoolean(5));
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
