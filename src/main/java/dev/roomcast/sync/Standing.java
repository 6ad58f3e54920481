package dev.roomcast.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knew of a member when it was lost: with the offset of the last event that the member received, its
 * position in each of its rooms.
 *
 * @param life the life of the worker, as in its {@link Offset}s
 * @param floor the member must have received a packet of at least this number: what was sent up to there cannot be replayed
 *     (it was told to refetch) or may stand half received in its buffer; -1 for none
 * @param places its rooms, {@link Emission#GLOBAL} among them
 */
public record Standing(String life, long floor, List<Place> places) {
    static final long NONE = -1;

    /**
     * One room of a member.
     *
     * @param slot the room's place in the worker's offsets
     * @param entered the position with which the member came in
     * @param enteredAt the number of the last packet before that
     * @param epoch the room's epoch when the member was lost
     */
    public record Place(String room, int slot, Position entered, long enteredAt, String epoch) {
        private Position at(@Nullable Offset offset) {
            return offset != null && offset.number() > enteredAt ? new Position(epoch, offset.seq(slot)) : entered;
        }
    }

    public Standing {
        places = List.copyOf(places);
    }

    /**
     * The position that the member holds in each room; empty when that cannot be said with certainty.
     *
     * @param last of the last event that it received; null for none. One of another life stems from before: then it
     *     received none here
     */
    public Optional<Map<String, Position>> positions(@Nullable Offset last) {
        Offset own = last != null && last.life().equals(life) ? last : null;
        if ((own == null ? NONE : own.number()) < floor) {
            return Optional.empty();
        }
        Map<String, Position> positions = new LinkedHashMap<>();
        for (Place place : places) {
            Position position = place.at(own);
            if (position.epoch().isEmpty() || position.seq() < 0) {
                return Optional.empty();
            }
            positions.put(place.room(), position);
        }
        return Optional.of(positions);
    }
}
