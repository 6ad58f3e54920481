package dev.roomcast.sync.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns one connection's messages into packets and holds a binary packet until its attachments are complete. Strict:
 * whatever is no packet by the protocol's section 3 throws {@link MalformedPacketException}, after which the decoder is
 * of no more use. Not thread-safe: one connection's messages come one at a time.
 */
final class PacketDecoder {
    /** Current stock clients refuse packets of more. */
    static final int MAX_ATTACHMENTS = 10;

    /** 2^53 - 1 has 16 digits; a JavaScript client cannot count further. */
    private static final int MAX_ACK_DIGITS = 16;

    private static final int MAX_COUNT_DIGITS = 2;

    private final long maxAttachmentBytes;
    private final List<byte[]> attachments = new ArrayList<>();
    private @Nullable Packet incomplete;
    private int due;
    private long bytes;

    /** @param maxAttachmentBytes bound on the attachments of one packet together, in bytes */
    PacketDecoder(long maxAttachmentBytes) {
        this.maxAttachmentBytes = maxAttachmentBytes;
    }

    /** A text message without Engine.IO's type digit. Null when it opens a binary packet whose attachments follow. */
    @Nullable
    Packet text(String message) {
        if (incomplete != null) {
            throw new MalformedPacketException("text between a packet and its attachments");
        }
        Scanner in = new Scanner(message);
        PacketType type = PacketType.of(in.next());
        int count = type.isBinary() ? attachmentCount(in) : 0;
        String namespace = in.namespace();
        boolean numbered = type.isEvent() || type.isAck();
        long ackId = numbered ? in.digits(MAX_ACK_DIGITS) : Packet.NO_ACK;
        Packet packet = new Packet(type, namespace, ackId, data(type, in.rest()));
        if (count == 0) {
            return packet;
        }
        Placeholders.check(packet.elements(), count);
        incomplete = packet;
        due = count;
        return null;
    }

    /** A binary message. Null while more attachments are due. */
    @Nullable
    Packet binary(byte[] message) {
        Packet packet = incomplete;
        bytes += message.length;
        if (packet == null || bytes > maxAttachmentBytes) {
            throw new MalformedPacketException(packet == null ? "attachment of no packet" : "attachments too large");
        }
        attachments.add(message);
        if (attachments.size() < due) {
            return null;
        }
        Placeholders.fill(packet.elements(), attachments);
        attachments.clear();
        incomplete = null;
        bytes = 0;
        return packet;
    }

    private static int attachmentCount(Scanner in) {
        long count = in.digits(MAX_COUNT_DIGITS);
        if (count < 1 || count > MAX_ATTACHMENTS || in.next() != '-') {
            throw new MalformedPacketException("bad number of attachments");
        }
        return (int) count;
    }

    private static @Nullable Object data(PacketType type, String json) {
        Object data = json.isEmpty() ? null : PayloadReader.read(json);
        boolean accepted =
                switch (type) {
                    case CONNECT -> data == null || data instanceof Map;
                    case DISCONNECT -> data == null;
                    case EVENT, BINARY_EVENT -> data instanceof List<?> list && isEvent(list);
                    case ACK -> data == null || data instanceof List;
                    case BINARY_ACK -> data instanceof List;
                    case CONNECT_ERROR -> false;
                };
        if (!accepted) {
            throw new MalformedPacketException("payload does not suit the packet");
        }
        return data;
    }

    private static boolean isEvent(List<?> list) {
        if (list.isEmpty()) {
            return false;
        }
        Object name = list.get(0);
        return name instanceof Number || (name instanceof String text && !EventNames.isReserved(text));
    }

    /** Reads a packet's head from left to right. */
    private static final class Scanner {
        private final String text;
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        char next() {
            if (at == text.length()) {
                throw new MalformedPacketException("packet ends early");
            }
            return text.charAt(at++);
        }

        /** A number in plain ASCII digits, {@link Packet#NO_ACK} when there is none here. */
        long digits(int max) {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at - start > max) {
                throw new MalformedPacketException("number too long");
            }
            return at == start ? Packet.NO_ACK : Long.parseLong(text, start, at, 10);
        }

        String namespace() {
            if (at == text.length() || text.charAt(at) != '/') {
                return "/";
            }
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            String namespace = text.substring(at, end);
            at = comma < 0 ? end : end + 1;
            return namespace;
        }

        String rest() {
            return text.substring(at);
        }
    }
}
