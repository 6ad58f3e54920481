package dev.roomcast.platform.rest;

import dev.roomcast.platform.problem.Problem;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error of the database tells a client. The SQL states are the standard's, the same on H2 and PostgreSQL. */
final class DatabaseProblem {
    /** H2 names the index, which it calls after the constraint: {@code UQ_APP_USER__LOGIN_INDEX_3}. */
    private static final Pattern UNIQUE_CONSTRAINT = Pattern.compile("uq_[a-z_]+?__([a-z_]+?)(?:_index_|[^a-z_]|$)");

    private DatabaseProblem() {}

    /** The problem, or empty for an error that no client causes. */
    static Optional<Problem> of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (state.equals("23505")) {
            return Optional.of(taken(error));
        }
        if (state.startsWith("23") || state.equals("40001")) {
            return Optional.of(Problem.of(409, "conflict"));
        }
        // Text that a column cannot hold: too long, or with a character that the database does not know.
        if (state.startsWith("22")) {
            return Optional.of(Problem.of(400, "invalid-input"));
        }
        return state.startsWith("08") || state.equals("90067")
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
