package dev.roomcast.sync.websocket;

import java.nio.ByteBuffer;

/** The frames that a server says of itself (RFC 6455 section 5.5); data frames are built by those who have data. */
public final class ControlFrames {
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;

    private ControlFrames() {}

    /** A closing frame with a code and no words; without a code for {@link CloseCodes#NONE}. */
    public static ByteBuffer close(int code) {
        return code == CloseCodes.NONE
                ? frame(CLOSE, new byte[0])
                : frame(CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
    }

    /** The answer to a ping. */
    public static ByteBuffer pong(byte[] payload) {
        return frame(PONG, payload);
    }

    private static ByteBuffer frame(int first, byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) first)
                .put((byte) payload.length)
                .put(payload)
                .flip();
    }
}
