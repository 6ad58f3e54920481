package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    @Test
    void readsTheVersionThatIsDemanded() {
        assertEquals(OptionalLong.of(3), Answers.demandedVersion("\"3\""));
        assertEquals(OptionalLong.of(3), Answers.demandedVersion(" W/\"3\" "));
        assertEquals(OptionalLong.empty(), Answers.demandedVersion(null));
        assertEquals(OptionalLong.empty(), Answers.demandedVersion("*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"x\"", "\"-1\"", "\"99999999999999999999\"", ""})
    void whatIsNoVersionMatchesNothing(String header) {
        ProblemException refused = assertThrows(ProblemException.class, () -> Answers.demandedVersion(header));
        assertEquals(412, refused.problem().status());
    }
}
