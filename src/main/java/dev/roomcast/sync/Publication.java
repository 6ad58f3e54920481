package dev.roomcast.sync;

/**
 * An event with its position, as the bus hands it to every worker.
 *
 * @param room the room, or {@link Emission#GLOBAL}
 * @param epoch the epoch of {@code seq} and {@code previousSeq}
 * @param eventId the emission's identifier
 * @param previousSeq the room's position just before this event; a worker that stands elsewhere has a gap
 * @param seq the event's own number
 * @param name the event's name, such as {@code files:changed}
 * @param conflationKey as {@link Emission#conflationKey()}
 * @param json the whole event object as compact JSON
 */
public record Publication(
        String room,
        String epoch,
        String eventId,
        long previousSeq,
        long seq,
        String name,
        String conflationKey,
        String json) {

    /** The publication that an emission becomes at a position. */
    public static Publication of(Emission emission, Position position, long previousSeq) {
        return new Publication(
                emission.room(),
                position.epoch(),
                emission.eventId(),
                previousSeq,
                position.seq(),
                emission.name(),
                emission.conflationKey(),
                emission.head() + position.seq() + emission.tail());
    }

    /** Where the room stands after this event. */
    public Position position() {
        return new Position(epoch, seq);
    }
}
