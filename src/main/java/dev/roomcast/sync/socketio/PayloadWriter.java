package dev.roomcast.sync.socketio;

import dev.roomcast.sync.JsonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain values as compact JSON, order kept, and takes out the byte arrays as attachments, in the order met.
 *
 * <p>An object of the application's data that looks like a placeholder is somebody's forgery: receivers would put an
 * attachment of somebody else in its place, or fail. In a payload with attachments its flag is therefore written as the
 * text {@code "true"}, which no client takes for a placeholder; in a payload without it is harmless and left alone.
 */
final class PayloadWriter {
    private final StringBuilder out = new StringBuilder();
    private final List<byte[]> attachments = new ArrayList<>();
    private boolean forgeryMet;
    private final boolean disarm;

    private PayloadWriter(boolean disarm) {
        this.disarm = disarm;
    }

    /**
     * @throws IllegalArgumentException for a value that is no JSON, or more attachments than clients accept
     */
    static Payload write(Object value) {
        PayloadWriter writer = new PayloadWriter(false);
        writer.append(value);
        if (writer.forgeryMet && !writer.attachments.isEmpty()) {
            writer = new PayloadWriter(true);
            writer.append(value);
        }
        if (writer.attachments.size() > PacketDecoder.MAX_ATTACHMENTS) {
            throw new IllegalArgumentException("more than " + PacketDecoder.MAX_ATTACHMENTS + " binary attachments");
        }
        return new Payload(writer.out.toString(), writer.attachments);
    }

    /** A payload's JSON text, and what must follow it. */
    record Payload(String json, List<byte[]> attachments) {}

    private void append(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            out.append("{\"_placeholder\":true,\"num\":")
                    .append(attachments.size())
                    .append('}');
            attachments.add(bytes);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(map);
        } else if (value instanceof Iterable<?> list) {
            appendArray(list);
        } else {
            JsonText.append(out, value);
        }
    }

    private void appendArray(Iterable<?> list) {
        out.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            append(items.next());
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void appendObject(Map<?, ?> map) {
        boolean forgery = Placeholders.isPlaceholder(map);
        forgeryMet |= forgery;
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            String name = String.valueOf(entry.getKey());
            JsonText.appendString(out, name);
            out.append(':');
            append(forgery && disarm && name.equals(Placeholders.FLAG) ? "true" : entry.getValue());
            if (entries.hasNext()) {
                out.append(',');
            }
        }
        out.append('}');
    }
}
