package dev.roomcast.sync.socketio;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One packet as received, valid by itself; whether it is allowed in the connection's state is another question.
 *
 * @param namespace its namespace, {@code /} when the packet named none
 * @param ackId the ack id, or {@link #NO_ACK}
 * @param data a map for CONNECT, a list for events and acks, null when absent
 */
record Packet(
        PacketType type,
        String namespace,
        long ackId,
        @Nullable Object data) {
    static final long NO_ACK = -1;

    /** The auth payload of a CONNECT; empty when absent. */
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> auth() {
        return data instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** The elements of an event (its name first) or of an ack; empty when absent. */
    @SuppressWarnings("unchecked")
    List<@Nullable Object> elements() {
        return data instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
    }
}
