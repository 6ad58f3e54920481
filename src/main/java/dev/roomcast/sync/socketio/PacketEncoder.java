package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds packets, each once for all its receivers. Without state; for any thread. */
public final class PacketEncoder {
    private static final char MESSAGE = '4';

    private PacketEncoder() {}

    /**
     * The text of an event of the main namespace, Engine.IO's type digit included, for callers that build a
     * {@link Frame} of their own.
     *
     * @param jsonArguments ready JSON texts, taken as they are
     * @throws IllegalArgumentException for a reserved name (protocol section 2.3)
     */
    public static String event(String name, String... jsonArguments) {
        EventNames.refuseReserved(name);
        StringBuilder out = head(PacketType.EVENT, 0, "/", Packet.NO_ACK).append('[');
        JsonText.appendString(out, name);
        for (String argument : jsonArguments) {
            out.append(',').append(argument);
        }
        return out.append(']').toString();
    }

    static Frame event(String namespace, long ackId, String name, @Nullable Object... arguments) {
        EventNames.refuseReserved(name);
        List<@Nullable Object> elements = new ArrayList<>(arguments.length + 1);
        elements.add(name);
        for (Object argument : arguments) {
            elements.add(argument);
        }
        return frame(PacketType.EVENT, PacketType.BINARY_EVENT, namespace, ackId, elements);
    }

    static Frame ack(String namespace, long ackId, List<@Nullable Object> arguments) {
        return frame(PacketType.ACK, PacketType.BINARY_ACK, namespace, ackId, arguments);
    }

    /** @param pid the socket's private id, null when lost connections are not recovered */
    static Frame connected(String namespace, String socketId, @Nullable String pid) {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("sid", socketId);
        if (pid != null) {
            ids.put("pid", pid);
        }
        StringBuilder out = head(PacketType.CONNECT, 0, namespace, Packet.NO_ACK);
        JsonText.append(out, ids);
        return Frame.of(out.toString());
    }

    static Frame refused(String namespace, Refusal refusal) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", refusal.message());
        if (refusal.data() != null) {
            error.put("data", refusal.data());
        }
        StringBuilder out = head(PacketType.CONNECT_ERROR, 0, namespace, Packet.NO_ACK);
        JsonText.append(out, error);
        return Frame.of(out.toString());
    }

    static Frame disconnected(String namespace) {
        return Frame.of(head(PacketType.DISCONNECT, 0, namespace, Packet.NO_ACK).toString());
    }

    private static Frame frame(PacketType plain, PacketType binary, String namespace, long ackId, List<?> elements) {
        PayloadWriter.Payload payload = PayloadWriter.write(elements);
        List<byte[]> attachments = payload.attachments();
        PacketType type = attachments.isEmpty() ? plain : binary;
        String text = head(type, attachments.size(), namespace, ackId)
                .append(payload.json())
                .toString();
        return attachments.isEmpty() ? Frame.of(text) : Frame.of(text, attachments);
    }

    private static StringBuilder head(PacketType type, int attachments, String namespace, long ackId) {
        StringBuilder out = new StringBuilder().append(MESSAGE).append(type.digit());
        if (type.isBinary()) {
            out.append(attachments).append('-');
        }
        if (!namespace.equals("/")) {
            out.append(namespace).append(',');
        }
        return ackId == Packet.NO_ACK ? out : out.append(ackId);
    }
}
