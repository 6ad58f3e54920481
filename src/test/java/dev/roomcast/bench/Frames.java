package dev.roomcast.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The little of RFC 6455 that a client needs: masked text out, whole unmasked messages in. */
final class Frames {

    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private Frames() {}

    /** A text message shorter than 64 KiB, masked with zeros: no secret, and no work. */
    static ByteBuffer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 8).put((byte) FINAL_TEXT);
        if (bytes.length < 126) {
            frame.put((byte) (MASKED | bytes.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) bytes.length);
        }
        return frame.putInt(0).put(bytes).flip();
    }

    /** The payload of the next whole frame, with the buffer's position behind it; null, and the position untouched, while it is not complete. */
    static ByteBuffer next(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < 2) {
            return null;
        }
        int length = in.get(start + 1) & 0x7f;
        int head = length == 126 ? 4 : 2;
        if (in.remaining() < head) {
            return null;
        }
        length = length == 126 ? in.getShort(start + 2) & 0xffff : length;
        if (in.remaining() < head + length) {
            return null;
        }
        in.position(start + head + length);
        return in.slice(start + head, length);
    }
}
