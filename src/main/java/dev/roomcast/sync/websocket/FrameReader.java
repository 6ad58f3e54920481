package dev.roomcast.sync.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's frames (RFC 6455 section 5) from bytes as they arrive, in pieces of any size. Keeps nothing between messages, and of
 * one that arrives no more than has arrived of it. For one thread at a time.
 */
public final class FrameReader {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int LONGEST_HEAD = 14;
    private static final int MOST_OF_CONTROL = 125;

    private final int maxMessage;
    private final Listener listener;

    /** Of a head that has arrived in part. */
    private byte @Nullable [] head;

    private int headLength;
    /** Whether the head is read and the payload is not. */
    private boolean inPayload;

    private boolean last;
    private int opcode;
    private int mask;
    private int missing;
    /** What has arrived of a message, or of a control frame, that is not whole. */
    private @Nullable ByteArrayOutputStream message;

    private @Nullable ByteArrayOutputStream control;
    /** {@link #TEXT} or {@link #BINARY} while a message is under way in several frames, otherwise 0. */
    private int fragmented;

    private boolean ended;

    /** Hears what was read, on the reading thread. */
    public interface Listener {
        /** A whole text message. */
        void onText(String text);

        /** A whole binary message; the array is handed over. */
        void onBinary(byte[] data);

        /** A ping, whose payload of 125 bytes at most the pong is to carry. */
        void onPing(byte[] payload);

        /** The client closes; nothing more is read. {@code code} is {@link CloseCodes#NONE} when it says none. */
        void onClose(int code);

        /** The client broke the protocol, or its message is too large, and nothing more is read: to be closed with this code. */
        void onViolation(int code);
    }

    /** @param maxMessage bytes of the largest message that is taken, whatever its frames */
    public FrameReader(int maxMessage, Listener listener) {
        this.maxMessage = maxMessage;
        this.listener = listener;
    }

    /** Reads what has arrived; the bytes may be changed. Does nothing once the client has closed or broken the protocol. */
    public void read(byte[] bytes, int length) {
        int at = 0;
        while (!ended && (at < length || (inPayload && missing == 0))) {
            at = inPayload ? payload(bytes, at, length) : head(bytes, at, length);
        }
    }

    private int head(byte[] bytes, int from, int to) {
        byte[] gathered = head == null ? new byte[LONGEST_HEAD] : head;
        head = gathered;
        int at = from;
        while (at < to && headLength < wanted(gathered)) {
            gathered[headLength++] = bytes[at++];
        }
        if (headLength >= 2 && !permits(gathered)) {
            violated(CloseCodes.PROTOCOL_ERROR);
        } else if (headLength == wanted(gathered)) {
            begin(ByteBuffer.wrap(gathered));
        }
        return at;
    }

    /** Bytes of a head, by what is known of it. */
    private int wanted(byte[] gathered) {
        int length = headLength < 2 ? 0 : gathered[1] & 0x7F;
        int extended = length == 126 ? 2 : 0;
        int mostExtended = length == 127 ? 8 : extended;
        return 2 + mostExtended + 4;
    }

    /** Whether such a frame may come from a client now, by its first two bytes: no extension, a mask, the right moment. */
    private boolean permits(byte[] gathered) {
        boolean fin = (gathered[0] & 0x80) != 0;
        boolean plain = (gathered[0] & 0x70) == 0 && (gathered[1] & 0x80) != 0;
        return plain
                && switch (gathered[0] & 0x0F) {
                    case CONTINUATION -> fragmented != 0;
                    case TEXT, BINARY -> fragmented == 0;
                    case CLOSE, PING, PONG -> fin && (gathered[1] & 0x7F) <= MOST_OF_CONTROL;
                    default -> false;
                };
    }

    private void begin(ByteBuffer gathered) {
        int first = gathered.get();
        int length = gathered.get() & 0x7F;
        long payload = length == 126 ? gathered.getShort() & 0xFFFF : length;
        if (length == 127) {
            payload = gathered.getLong();
        }
        mask = gathered.getInt();
        last = (first & 0x80) != 0;
        opcode = first & 0x0F;
        head = null;
        headLength = 0;
        if (payload < 0) {
            violated(CloseCodes.PROTOCOL_ERROR);
        } else if (!isControl() && payload > maxMessage - (message == null ? 0 : message.size())) {
            violated(CloseCodes.TOO_BIG);
        } else {
            missing = (int) payload;
            inPayload = true;
        }
    }

    private boolean isControl() {
        return opcode >= CLOSE;
    }

    private int payload(byte[] bytes, int from, int to) {
        int length = Math.min(missing, to - from);
        unmask(bytes, from, length);
        missing -= length;
        inPayload = missing > 0;
        if (isControl()) {
            control = gather(control, bytes, from, length);
            if (missing == 0) {
                byte[] whole = control.toByteArray();
                control = null;
                control(whole);
            }
        } else if (missing == 0 && last && message == null) {
            // Most messages: nothing is copied but the text.
            whole(opcode, bytes, from, length);
        } else {
            message = gather(message, bytes, from, length);
            if (missing == 0) {
                endOfFragment(message);
            }
        }
        return from + length;
    }

    private static ByteArrayOutputStream gather(
            @Nullable ByteArrayOutputStream gathered, byte[] bytes, int from, int length) {
        ByteArrayOutputStream gathering = gathered == null ? new ByteArrayOutputStream(length) : gathered;
        gathering.write(bytes, from, length);
        return gathering;
    }

    private void unmask(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            bytes[from + i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
        // The rest of the payload goes on where this piece ended.
        mask = Integer.rotateLeft(mask, 8 * (length & 3));
    }

    private void endOfFragment(ByteArrayOutputStream gathered) {
        int kind = opcode == CONTINUATION ? fragmented : opcode;
        if (last) {
            byte[] whole = gathered.toByteArray();
            message = null;
            fragmented = 0;
            whole(kind, whole, 0, whole.length);
        } else {
            fragmented = kind;
        }
    }

    private void whole(int kind, byte[] bytes, int from, int length) {
        if (kind == BINARY) {
            byte[] data = new byte[length];
            System.arraycopy(bytes, from, data, 0, length);
            listener.onBinary(data);
            return;
        }
        String text = text(bytes, from, length);
        if (text == null) {
            violated(CloseCodes.NOT_UTF_8);
        } else {
            listener.onText(text);
        }
    }

    private void control(byte[] payload) {
        switch (opcode) {
            case PING -> listener.onPing(payload);
            case CLOSE -> close(payload);
            default -> {
                // A pong that nobody asked for.
            }
        }
    }

    private void close(byte[] payload) {
        int code =
                payload.length < 2 ? CloseCodes.NONE : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        if (payload.length > 0 && !CloseCodes.mayBeSent(code)) {
            violated(CloseCodes.PROTOCOL_ERROR);
        } else if (payload.length > 2 && text(payload, 2, payload.length - 2) == null) {
            violated(CloseCodes.NOT_UTF_8);
        } else {
            end();
            listener.onClose(code);
        }
    }

    private void violated(int code) {
        end();
        listener.onViolation(code);
    }

    private void end() {
        ended = true;
        head = null;
        message = null;
        control = null;
    }

    /** Null when it is not UTF-8. */
    private static @Nullable String text(byte[] bytes, int from, int length) {
        int i = from;
        while (i < from + length && bytes[i] >= 0) {
            i++;
        }
        if (i == from + length) {
            return new String(bytes, from, length, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
