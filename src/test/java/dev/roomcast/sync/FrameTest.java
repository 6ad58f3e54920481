package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static String header(int length) {
        byte[] frame = Frame.of("a".repeat(length)).webSocketFrames();
        return HexFormat.of().formatHex(Arrays.copyOf(frame, frame.length - length));
    }

    @Test
    void theLengthTakesTheFormThatRfc6455Asks() {
        assertEquals("8101", header(1));
        assertEquals("817d", header(125));
        assertEquals("817e007e", header(126));
        assertEquals("817effff", header(65_535));
        assertEquals("817f0000000000010000", header(65_536));
    }

    @Test
    void thePayloadIsUtf8AndBuiltOnce() {
        Frame frame = Frame.of("4ä😀");
        byte[] built = frame.webSocketFrames();
        assertArrayEquals("4ä😀".getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(built, 2, built.length));
        assertSame(built, frame.webSocketFrames());
    }

    @Test
    void itWeighsItsTextAndAttachments() {
        Frame frame = Frame.of("451-", List.of(new byte[10], new byte[5]));
        assertEquals(19, frame.bytes());
        assertNull(frame.conflationKey());
        assertEquals(
                List.of("files"), Frame.event("42", "key", List.of("files")).rooms());
    }
}
