package dev.roomcast.sync;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One encoded packet on its way to clients, built once and shared by all receivers: a text, and the binary attachments that must follow it with nothing in between.
 * Immutable, safe for all threads.
 */
public final class Frame {
    private final String text;
    private final List<byte[]> attachments;
    private final @Nullable String conflationKey;
    private final List<String> rooms;
    private final int bytes;
    private byte @Nullable [] webSocketFrame;

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

    /** The text as one unmasked, final RFC 6455 text frame, built at the first call and shared; for transports that write frames themselves. Callers must not change it. */
    public byte[] webSocketFrame() {
        byte[] built = webSocketFrame;
        if (built == null) {
            // Racing threads build the same bytes twice at worst; arrays are published safely enough because every
            // element is written before the field.
            built = buildTextFrame(text.getBytes(StandardCharsets.UTF_8));
            webSocketFrame = built;
        }
        return built;
    }

    private static byte[] buildTextFrame(byte[] payload) {
        int length = payload.length;
        int header = length < 126 ? 2 : length < 65536 ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) 0x81;
        if (header == 2) {
            frame[1] = (byte) length;
        } else if (header == 4) {
            frame[1] = 126;
            frame[2] = (byte) (length >>> 8);
            frame[3] = (byte) length;
        } else {
            frame[1] = 127;
            for (int i = 0; i < 8; i++) {
                frame[2 + i] = (byte) ((long) length >>> (56 - 8 * i));
            }
        }
        System.arraycopy(payload, 0, frame, header, length);
        return frame;
    }
}
