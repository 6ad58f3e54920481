package dev.roomcast.platform.rest;

import dev.roomcast.platform.problem.Problem;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error of the database tells a client. The SQL states are the standard's, the same on H2 and PostgreSQL. */
final class DatabaseProblem {
    /** H2 names the index, which it calls after the constraint: {@code UQ_APP_USER__LOGIN_INDEX_3}. */
    private static final Pattern UNIQUE_CONSTRAINT = Pattern.compile("uq_[a-z_]+?__([a-z_]+?)(?:_index_|[^a-z_]|$)");

    /** H2 and PostgreSQL, when a lock was not to be had in time. */
    private static final Set<String> LOCKED = Set.of("HYT00", "55P03");

    /** H2 with a broken or closed database, and PostgreSQL while it shuts down, has crashed, starts, or is full. */
    private static final Set<String> AWAY = Set.of("90067", "90098", "90121", "57P01", "57P02", "57P03", "53300");

    private DatabaseProblem() {}

    /** The problem, or empty for an error that no client causes. */
    static Optional<Problem> of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (state.equals("23505")) {
            return Optional.of(taken(error));
        }
        if (state.startsWith("23")) {
            return Optional.of(Problem.of(409, "conflict"));
        }
        // One of two transactions that waited for each other, or that waited too long for another.
        if (state.startsWith("40") || LOCKED.contains(state)) {
            return Optional.of(Problem.of(409, "changed-meanwhile"));
        }
        // Text that a column cannot hold: too long, or with a character that the database does not know.
        if (state.startsWith("22")) {
            return Optional.of(Problem.of(400, "invalid-input"));
        }
        return state.startsWith("08") || AWAY.contains(state)
                ? Optional.of(Problem.of(503, "database-down"))
                : Optional.empty();
    }

    private static Problem taken(SQLException error) {
        Matcher constraint =
                UNIQUE_CONSTRAINT.matcher(String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT));
        return constraint.find() ? Problem.taken(camelCase(constraint.group(1))) : Problem.of(409, "conflict");
    }

    private static String camelCase(String column) {
        return Pattern.compile("_(.)").matcher(column).replaceAll(m -> m.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
