package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The bodies of HTTP long-polling: packets joined by the byte 0x1E, binary ones as base64 (protocol section 1.5). */
final class Payload {
    private static final char SEPARATOR = 0x1E;

    private Payload() {}

    static String encode(List<Frame> frames) {
        if (frames.size() == 1 && frames.get(0).attachments().isEmpty()) {
            return frames.get(0).text();
        }
        StringBuilder out = new StringBuilder();
        for (Frame frame : frames) {
            if (!frame.text().isEmpty()) {
                separate(out).append(frame.text());
            }
            for (byte[] attachment : frame.attachments()) {
                separate(out).append('b').append(Base64.getEncoder().encodeToString(attachment));
            }
        }
        return out.toString();
    }

    private static StringBuilder separate(StringBuilder out) {
        return out.length() == 0 ? out : out.append(SEPARATOR);
    }

    /** The text of a body, or nothing when it is not UTF-8. */
    static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether a text takes more than so many bytes as UTF-8. */
    static boolean exceeds(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3) {
            return false;
        }
        return text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }

    /** Hands packets on, one by one, until one is refused; false in that case. */
    static boolean forEach(String payload, Predicate<String> packet) {
        int from = 0;
        while (true) {
            int end = payload.indexOf(SEPARATOR, from);
            if (!packet.test(end < 0 ? payload.substring(from) : payload.substring(from, end))) {
                return false;
            }
            if (end < 0) {
                return true;
            }
            from = end + 1;
        }
    }

    /**
     * The bytes of a binary packet, without its leading {@code b}; padding may be missing and the URL alphabet is understood.
     *
     * @throws IllegalArgumentException when it is not base64
     */
    static byte[] base64(String encoded) {
        return Base64.getDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
    }
}
