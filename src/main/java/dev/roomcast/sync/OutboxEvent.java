package dev.roomcast.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was written in the transaction of its change.
 *
 * @param number rises in the order of writing
 * @param eventId identifies it through retries, whichever worker publishes it
 * @param topic what changed
 * @param rooms the rooms that the change names, see {@link Change#rooms}
 * @param elementId the changed element's identifier
 * @param data the event's data as compact JSON text; null when it could not be kept, so that its rooms must refetch
 * @param worker the number of the worker that wrote it
 */
public record OutboxEvent(
        long number,
        String eventId,
        String topic,
        List<String> rooms,
        Reason reason,
        String elementId,
        @Nullable String data,
        long worker) {

    public OutboxEvent {
        rooms = List.copyOf(rooms);
    }

    /** The length of its data in characters. */
    int weight() {
        return data == null ? 0 : data.length();
    }

    /** An event gives way to a newer one of its key. One that tells rooms to refetch stands for many elements. */
    String conflationKey() {
        String key = topic + '\n' + String.join(",", rooms);
        return data == null ? key : key + '\n' + elementId;
    }

    /** What one of its rooms hears of it. */
    Emission emission(String room) {
        if (data != null) {
            try {
                return new Emission(eventId, room, topic + ":changed", reason, worker, elementId, data);
            } catch (IllegalArgumentException unspeakable) {
                // A line break in the topic: it must not stand in the way of all that follows.
            }
        }
        return new Emission(eventId, room, Emission.RESYNC, Reason.UPDATED, worker, "", "null");
    }
}
