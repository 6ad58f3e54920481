package dev.roomcast.sync.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int MAX = 1_000;
    private static final int MASK = 0x80;
    private static final byte[] KEY = {0x12, (byte) 0xF3, 0x45, (byte) 0x86};

    private final List<String> heard = new ArrayList<>();
    private final FrameReader reader = new FrameReader(MAX, new Hearing());

    private final class Hearing implements FrameReader.Listener {
        @Override
        public void onText(String text) {
            heard.add("text " + text);
        }

        @Override
        public void onBinary(byte[] data) {
            heard.add("binary " + Arrays.toString(data));
        }

        @Override
        public void onPing(byte[] payload) {
            heard.add("ping " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void onClose(int code) {
            heard.add("close " + code);
        }

        @Override
        public void onViolation(int code) {
            heard.add("violation " + code);
        }
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(MASK | payload.length);
        } else if (payload.length < 65_536) {
            out.write(MASK | 126);
            out.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(MASK | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        out.writeBytes(KEY);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ KEY[i % KEY.length]);
        }
        return out.toByteArray();
    }

    private static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(frames).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private void read(byte[]... frames) {
        byte[] all = joined(frames);
        reader.read(all, all.length);
    }

    @Test
    void everyKindInPiecesOfAnySize() {
        byte[] all = joined(
                frame(0x81, "42[\"a\"]"),
                frame(0x81, ""),
                frame(0x81, "Привет 😀"),
                frame(0x82, new byte[] {1, -1, 0}),
                frame(0x01, "be"),
                frame(0x89, "in between"),
                frame(0x00, ""),
                frame(0x80, "gun"),
                frame(0x02, new byte[] {7}),
                frame(0x80, new byte[] {8}),
                frame(0x8A, "asked by nobody"),
                frame(0x81, "x".repeat(MAX)),
                frame(0x88, new byte[] {0x03, (byte) 0xE9, 'b', 'y', 'e'}));
        List<String> expected = List.of(
                "text 42[\"a\"]",
                "text ",
                "text Привет 😀",
                "binary [1, -1, 0]",
                "ping in between",
                "text begun",
                "binary [7, 8]",
                "text " + "x".repeat(MAX),
                "close 1001");
        for (int size = 1; size <= all.length; size++) {
            heard.clear();
            FrameReader each = new FrameReader(MAX, new Hearing());
            for (int from = 0; from < all.length; from += size) {
                byte[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
                each.read(piece, piece.length);
            }
            assertEquals(expected, heard, "pieces of " + size);
        }
    }

    /** The first byte of a frame, and the code that it is closed with. */
    @ParameterizedTest
    @CsvSource({
        "0xC1, an extension that was not agreed upon",
        "0x91, another one",
        "0x83, a kind that there is not",
        "0x8B, another one",
        "0x80, the end of what has not begun",
        "0x09, a ping in pieces"
    })
    void whatNoClientMaySend(String first, String why) {
        read(frame(Integer.decode(first), "x"), frame(0x81, "never read"));
        assertEquals(List.of("violation 1002"), heard, why);
    }

    @Test
    void aFrameWithoutAMask() {
        read(new byte[] {(byte) 0x81, 1, 'x'});
        assertEquals(List.of("violation 1002"), heard);
    }

    @Test
    void aMessageWithinAnother() {
        read(frame(0x01, "be"), frame(0x81, "x"));
        assertEquals(List.of("violation 1002"), heard);
    }

    @Test
    void aControlFrameThatIsTooLong() {
        read(frame(0x89, "x".repeat(126)));
        assertEquals(List.of("violation 1002"), heard);
    }

    @Test
    void aLengthBeyondAll() {
        read(new byte[] {(byte) 0x81, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4});
        assertEquals(List.of("violation 1002"), heard);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItHasArrived() {
        byte[] large = frame(0x81, "x".repeat(MAX + 1));
        reader.read(large, 8);
        assertEquals(List.of("violation 1009"), heard);
    }

    @Test
    void whatIsTooLargeInPieces() {
        read(frame(0x01, "x".repeat(MAX)), frame(0x00, ""), frame(0x80, "x"));
        assertEquals(List.of("violation 1009"), heard);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x81, 0x01})
    void textThatIsNotUtf8(int first) {
        read(frame(first, new byte[] {'a', (byte) 0xC3}), frame(0x80, new byte[] {(byte) 0x28}));
        assertEquals(List.of("violation 1007"), heard);
    }

    @Test
    void aCharacterThatIsCutByAFrame() {
        read(frame(0x01, new byte[] {(byte) 0xD0}), frame(0x80, new byte[] {(byte) 0x96}));
        assertEquals(List.of("text Ж"), heard);
    }

    @ParameterizedTest
    @CsvSource({
        "'', close 1005",
        "'3', violation 1002",
        "'3 232', close 1000",
        "'3 231', violation 1002",
        "'3 236', violation 1002",
        "'3 237', violation 1002",
        "'3 238', violation 1002",
        "'3 246', close 1014",
        "'3 247', violation 1002",
        "'11 183', violation 1002",
        "'11 184', close 3000",
        "'19 135', close 4999",
        "'19 136', violation 1002",
        "'3 232 195', violation 1007"
    })
    void closing(String payload, String expected) {
        byte[] bytes = new byte[payload.isEmpty() ? 0 : payload.split(" ", -1).length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(payload.split(" ", -1)[i]);
        }
        read(frame(0x88, bytes), frame(0x81, "never read"));
        assertEquals(List.of(expected), heard);
    }

    /** Whatever arrives, it says something or waits: it neither throws nor goes round in circles. */
    @Test
    void noise() {
        Random random = new Random(1);
        for (int n = 0; n < 20_000; n++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (random.nextBoolean() ? 0x81 : bytes[0]);
            FrameReader each = new FrameReader(MAX, new Hearing());
            each.read(bytes, bytes.length);
            each.read(bytes, bytes.length);
        }
        assertTrue(heard.stream().anyMatch(one -> one.startsWith("text")));
        assertTrue(heard.stream().anyMatch(one -> one.startsWith("violation")));
    }
}
