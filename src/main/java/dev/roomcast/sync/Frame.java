package dev.roomcast.sync;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One encoded packet on its way to clients, built once and shared by all receivers: a text, and the binary attachments that must follow it with nothing in between.
 * Immutable, safe for all threads.
 */
public final class Frame {
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private final String text;
    private final List<byte[]> attachments;
    private final @Nullable String conflationKey;
    private final List<String> rooms;
    private final int bytes;
    private volatile byte @Nullable [] webSocketFrames;

    private Frame(String text, List<byte[]> attachments, @Nullable String conflationKey, List<String> rooms) {
        this.text = text;
        this.attachments = attachments;
        this.conflationKey = conflationKey;
        this.rooms = rooms;
        int size = text.length();
        for (byte[] attachment : attachments) {
            size += attachment.length;
        }
        this.bytes = size;
    }

    /** A packet that is never dropped or replaced: an ack, an answer, a ping. {@code text} is a whole Engine.IO packet, its type digit included. */
    public static Frame of(String text) {
        return new Frame(text, List.of(), null, List.of());
    }

    /** As {@link #of(String)}, with binary attachments. The arrays are not copied and must not be changed afterwards. */
    public static Frame of(String text, List<byte[]> attachments) {
        return new Frame(text, List.copyOf(attachments), null, List.of());
    }

    /** A lone binary message, never dropped or replaced. The array is not copied and must not be changed afterwards. */
    public static Frame binary(byte[] data) {
        return new Frame("", List.of(data), null, List.of());
    }

    /** An event of rooms: in a slow client's queue a newer one of the same key replaces it, and when even that overflows it may give way to a {@code sync:resync} of {@code rooms}. */
    public static Frame event(String text, String conflationKey, List<String> rooms) {
        return new Frame(text, List.of(), conflationKey, List.copyOf(rooms));
    }

    /** The Engine.IO text packet, type digit included; empty when the frame is a lone binary message. */
    public String text() {
        return text;
    }

    /** Raw binary messages that follow the text; usually none. */
    public List<byte[]> attachments() {
        return attachments;
    }

    /** Null for a packet that must not be dropped. */
    public @Nullable String conflationKey() {
        return conflationKey;
    }

    /** The rooms of an event, usually one; empty for other packets. */
    public List<String> rooms() {
        return rooms;
    }

    /** What it weighs in a queue: characters of the text and bytes of the attachments. */
    public int bytes() {
        return bytes;
    }

    /**
     * The whole packet as unmasked, final RFC 6455 frames, one per message, built at the first call and shared; for
     * transports that write frames themselves. Callers must not change it.
     */
    public byte[] webSocketFrames() {
        byte[] built = webSocketFrames;
        if (built == null) {
            // Racing threads build the same bytes twice at worst.
            built = buildFrames();
            webSocketFrames = built;
        }
        return built;
    }

    /** Those of several packets, one behind the other. */
    public static byte[] joined(List<Frame> frames) {
        int length = 0;
        for (Frame frame : frames) {
            length += frame.webSocketFrames().length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        frames.forEach(frame -> joined.put(frame.webSocketFrames()));
        return joined.array();
    }

    private byte[] buildFrames() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 16);
        if (!text.isEmpty()) {
            appendFrame(out, TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] attachment : attachments) {
            appendFrame(out, BINARY, attachment);
        }
        return out.toByteArray();
    }

    private static void appendFrame(ByteArrayOutputStream out, int opcode, byte[] payload) {
        int length = payload.length;
        out.write(FINAL | opcode);
        if (length < 126) {
            out.write(length);
        } else if (length < 65536) {
            out.write(126);
            out.write(length >>> 8);
            out.write(length);
        } else {
            out.write(127);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        }
        out.writeBytes(payload);
    }
}
