package dev.roomcast.files.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final String TAG = "\"abc\"";

    @Test
    void aCopyIsKnownByItsTag() {
        assertTrue(Conditions.has(TAG, TAG));
        assertTrue(Conditions.has("\"x\", W/\"abc\"", TAG));
        assertTrue(Conditions.has("*", TAG));
        assertFalse(Conditions.has("\"x\"", TAG));
        assertFalse(Conditions.has(null, TAG));
    }

    @Test
    void aPartOfOtherContentsIsNotContinued() {
        assertEquals("bytes=1-", Conditions.range("bytes=1-", TAG, TAG));
        assertEquals("bytes=1-", Conditions.range("bytes=1-", null, TAG));
        assertNull(Conditions.range("bytes=1-", "\"x\"", TAG));
        assertNull(Conditions.range("bytes=1-", "W/" + TAG, TAG));
        assertNull(Conditions.range("bytes=1-", "Sun, 22 Nov 2026 21:00:00 GMT", TAG));
    }
}
