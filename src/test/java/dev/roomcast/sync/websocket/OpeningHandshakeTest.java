package dev.roomcast.sync.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHandshakeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** That of the RFC, section 1.3. */
    @Test
    void theAnswer() {
        OpeningHandshake handshake = new OpeningHandshake("GET", "HTTP/1.1", "Upgrade", "13", KEY);
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", handshake.accept());
        assertTrue(handshake.isWellFormed());
        assertTrue(handshake.isOfKnownVersion());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, HTTP/1.1, 'keep-alive, upgrade', dGhlIHNhbXBsZSBub25jZQ==, true",
        "GET, HTTP/1.1, '', dGhlIHNhbXBsZSBub25jZQ==, false",
        "GET, HTTP/1.1, keep-alive, dGhlIHNhbXBsZSBub25jZQ==, false",
        "GET, HTTP/1.0, Upgrade, dGhlIHNhbXBsZSBub25jZQ==, false",
        "POST, HTTP/1.1, Upgrade, dGhlIHNhbXBsZSBub25jZQ==, false",
        "GET, HTTP/1.1, Upgrade, '', false",
        "GET, HTTP/1.1, Upgrade, dGhlIHNhbXBsZQ==, false",
        "GET, HTTP/1.1, Upgrade, no base64, false"
    })
    void form(String method, String protocol, String connection, String key, boolean wellFormed) {
        assertEquals(wellFormed, new OpeningHandshake(method, protocol, connection, "13", key).isWellFormed());
    }

    @Test
    void anotherVersion() {
        assertFalse(new OpeningHandshake("GET", "HTTP/1.1", "Upgrade", "8", KEY).isOfKnownVersion());
    }
}
