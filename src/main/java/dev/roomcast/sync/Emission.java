package dev.roomcast.sync;

/**
 * One event for one room, before the bus has given it a position.
 *
 * @param eventId identifies this emission through retries
 * @param room the room it is for, or {@link #GLOBAL} for every connection
 * @param name the event's name, such as {@code files:changed}
 * @param reason one of the four words of {@link Reason}
 * @param worker the number of the worker that emits it
 * @param id the changed element's identifier
 * @param data the event's data as compact JSON text
 */
public record Emission(String eventId, String room, String name, Reason reason, long worker, String id, String data) {

    /** The room that stands for every connection; it has a position of its own. */
    public static final String GLOBAL = "global";

    /** The name of the event that tells a room's pages to refetch; it has a position like any other. */
    public static final String RESYNC = "sync:resync";

    /**
     * @throws IllegalArgumentException for a line break in the name, the room or the data: they are lines on the bus
     */
    public Emission {
        if (hasLineBreak(eventId) || hasLineBreak(name) || hasLineBreak(room) || hasLineBreak(data)) {
            throw new IllegalArgumentException("line break in event " + eventId);
        }
    }

    private static boolean hasLineBreak(String text) {
        return text.indexOf('\n') >= 0;
    }

    /** The event's JSON up to where {@code seq} goes; {@code head + seq + tail} is the whole event. */
    public String head() {
        return "{\"reason\":\"" + reason.wire() + "\",\"seq\":";
    }

    /** The event's JSON from behind {@code seq} to its end. */
    public String tail() {
        return ",\"worker\":" + worker + ",\"scope\":" + JsonText.of(scope()) + ",\"id\":" + JsonText.of(id)
                + ",\"data\":" + data + "}";
    }

    /** {@code global} or {@code room:<name>}. */
    public String scope() {
        return room.equals(GLOBAL) ? GLOBAL : "room:" + room;
    }

    /** What makes two events of one room replace each other in a slow client's queue: name, scope and id. */
    public String conflationKey() {
        return name + '\n' + room + '\n' + id;
    }
}
