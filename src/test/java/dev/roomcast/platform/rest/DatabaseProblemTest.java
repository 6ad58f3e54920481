package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.platform.problem.Problem;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseProblemTest {

    @Test
    void aTakenNameIsAConflictThatNamesTheField() {
        SQLException h2 = new SQLException("\"PUBLIC.UQ_APP_USER__LOGIN_INDEX_3 ON PUBLIC.APP_USER(LOGIN)\"", "23505");
        assertEquals("login", field(h2));
        SQLException postgres = new SQLException("unique constraint \"uq_registrator__serial_number\"", "23505");
        assertEquals("serialNumber", field(postgres));
    }

    @Test
    void otherViolationsAreConflicts() {
        assertEquals(
                409,
                DatabaseProblem.of(new SQLException("x", "23503")).orElseThrow().status());
    }

    @Test
    void aLostDatabaseIsUnavailable() {
        assertEquals(
                503,
                DatabaseProblem.of(new SQLException("x", "08006")).orElseThrow().status());
    }

    @ParameterizedTest
    @CsvSource({"40001, 409", "40P01, 409", "HYT00, 409", "55P03, 409", "57P01, 503", "53300, 503", "90121, 503"})
    void waitingInVainAndADatabaseThatGoesAreNobodysFaultEither(String state, int status) {
        assertEquals(
                status,
                DatabaseProblem.of(new SQLException("x", state)).orElseThrow().status());
    }

    @Test
    void otherErrorsAreNobodysFault() {
        assertTrue(DatabaseProblem.of(new SQLException("syntax", "42000")).isEmpty());
        assertTrue(DatabaseProblem.of(new SQLException()).isEmpty());
    }

    private static String field(SQLException error) {
        Problem problem = DatabaseProblem.of(error).orElseThrow();
        assertEquals(409, problem.status());
        return problem.errors().get(0).field();
    }
}
