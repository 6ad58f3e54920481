package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @Test
    void anObjectIsRead() {
        assertEquals("b", read("{\"a\":\"b\",\"c\":[{\"d\":[]}]}").getString("a"));
    }

    @Test
    void whatGoesDeeperThanAnyRecordIsRefusedBeforeItIsBound() {
        assertEquals(400, refused("{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"));
        assertEquals(400, refused("{\"a\":".repeat(40) + "1" + "}".repeat(40)));
    }

    @Test
    void whatIsLongerThanAnyRecordIsRefused() {
        assertEquals(413, refused("{\"a\":\"" + "x".repeat(70_000) + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"b\\\\\\u0000\"}",
                "{\"a\":\"\\u0001\\u0000\"}",
                "{\"a\":\"\\n\\u0000\"}",
                "{\"\\u0000\":1}"
            })
    void aCharacterThatCannotBeKeptIsRefused(String json) {
        assertEquals(400, refused(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\u0000", "u0000", "\\u00010000", "\\u00a00000", "\\\\\\\\u0000"})
    void whatOnlyLooksLikeItIsRead(String text) {
        String json = "{\"a\":\"" + text + "\"}";
        assertEquals(1, read(json).size());
    }

    @Test
    void anythingElseIsNoObject() {
        assertThrows(JsonException.class, () -> read(""));
        assertThrows(JsonException.class, () -> read("[]"));
        assertThrows(JsonException.class, () -> read("{"));
    }

    private static int refused(String json) {
        return assertThrows(ProblemException.class, () -> read(json)).problem().status();
    }

    private static JsonObject read(String json) {
        return JsonBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
