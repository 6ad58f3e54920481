package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NulFreeStreamTest {

    private static NulFreeStream stream(String json) {
        return new NulFreeStream(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0000\"", "{\"a\":\"b\\\\\\u0000\"}", "\"\\u0001\\u0000\"", "\"\\n\\u0000\""})
    void findsTheCharacter(String json) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> stream(json).readAllBytes());
        assertEquals(400, refused.problem().status());
        assertThrows(ProblemException.class, () -> {
            NulFreeStream stream = stream(json);
            while (stream.read() >= 0) {
                // One byte more.
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\\\u0000\"",
                "\"u0000\"",
                "\"\\u00010000\"",
                "\"\\u000\"",
                "\"\\u00a00000\"",
                "\"\\\\\\\\u0000\""
            })
    void letsTheRestThrough(String json) throws IOException {
        assertEquals(json, new String(stream(json).readAllBytes(), StandardCharsets.UTF_8));
    }
}
