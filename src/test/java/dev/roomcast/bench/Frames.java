package dev.roomcast.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The little of RFC 6455 that a client needs: whole messages out, masked with zeros (no secret, and no work), unmasked ones in. */
final class Frames {

    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;

    private Frames() {}

    /** A text message shorter than 64 KiB. */
    static ByteBuffer text(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a ping with this content. */
    static ByteBuffer pong(byte[] content) {
        return frame(PONG, content);
    }

    private static ByteBuffer frame(int opcode, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(content.length + 8).put((byte) (FINAL | opcode));
        if (content.length < SHORT_LENGTH) {
            frame.put((byte) (MASKED | content.length));
        } else {
            frame.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) content.length);
        }
        return frame.putInt(0).put(content).flip();
    }

    /** The opcode of the frame that begins here; -1 for what no server may send to this client: a fragment, a masked frame, one of 64 KiB or more. */
    static int opcode(ByteBuffer in, int start) {
        int first = in.get(start);
        int second = in.get(start + 1);
        boolean whole = (first & FINAL) != 0 && second >= 0 && second <= SHORT_LENGTH;
        return whole ? first & 0x0f : -1;
    }

    /** Where the content of the frame begins. */
    static int content(ByteBuffer in, int start) {
        return in.get(start + 1) == SHORT_LENGTH ? start + 4 : start + 2;
    }

    /** Where the frame ends; -1 while it is not complete. */
    static int end(ByteBuffer in, int start) {
        int there = in.limit() - start;
        if (there < 2) {
            return -1;
        }
        int length = in.get(start + 1) & 0x7f;
        int head = 2;
        if (length == SHORT_LENGTH) {
            head = 4;
            length = there < head ? 0 : in.getShort(start + 2) & 0xffff;
        }
        return there < head + length ? -1 : start + head + length;
    }
}
