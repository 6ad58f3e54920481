package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

    @Test
    void aCharacterThatCannotBeKeptIsRefused() {
        assertEquals(400, refused("{\"a\":\"\\u0000\"}"));
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
