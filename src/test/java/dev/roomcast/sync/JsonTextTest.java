package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void valuesOfEveryKind() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "ä😀");
        object.put("list", Arrays.asList(1, 2L, 1.5, true, null, List.of(), Map.of()));
        assertEquals("{\"text\":\"ä😀\",\"list\":[1,2,1.5,true,null,[],{}]}", JsonText.of(object));
        assertEquals("null", JsonText.of(null));
        assertEquals("null", JsonText.of(Double.NaN));
        assertEquals("null", JsonText.of(Float.POSITIVE_INFINITY));
    }

    @Test
    void whatMustBeEscapedIs() {
        assertEquals("\"\\\"\\\\\\n\\r\\t\\b\\f\\u0000\\u001f/\"", JsonText.of("\"\\\n\r\t\b\f\u0000\u001f/"));
        assertEquals("\"\\ud800x\\udc00\"", JsonText.of("\ud800x\udc00"));
        assertEquals("\"\\ud800\"", JsonText.of("\ud800"));
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> JsonText.of(List.of(new Object())));
    }
}
