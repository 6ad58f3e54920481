package dev.roomcast.sync.ee;

import dev.roomcast.sync.Hub;
import dev.roomcast.sync.OutboxRelay;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publisher;
import dev.roomcast.sync.Rooms;
import java.util.List;

/**
 * What one worker holds and has done since its start. Each number is read by itself: together they are no snapshot.
 *
 * @param worker its number in events
 * @param bus {@code UP} or {@code DOWN}
 * @param sessions open Engine.IO sessions, those included that have joined nothing yet
 * @param connections open Socket.IO connections
 * @param sockets connections in the namespace of pages
 * @param heldRooms rooms in memory, each socket's own included
 * @param rooms the rooms of pages
 */
public record SyncStatus(
        long worker,
        String bus,
        int sessions,
        int connections,
        int sockets,
        int heldRooms,
        List<Room> rooms,
        Deliveries hub,
        Publications publisher) {

    /**
     * One room.
     *
     * @param members connections of this worker
     * @param seq its position; 0 when nobody here follows it
     * @param epoch of the position; empty when nobody here follows it
     */
    public record Room(String room, int members, long seq, String epoch) {

        static Room of(String room, Rooms<?> members, Position position) {
            return new Room(room, members.members(room).size(), position.seq(), position.epoch());
        }
    }

    /**
     * What went to connections.
     *
     * @param delivered packets handed to connections
     * @param dropped messages that found the hub's inbox full
     * @param failures messages and sends that failed
     */
    public record Deliveries(long delivered, long dropped, long failures) {

        static Deliveries of(Hub<?> hub) {
            return new Deliveries(hub.delivered(), hub.dropped(), hub.failures());
        }
    }

    /**
     * What went to the bus.
     *
     * @param published events published
     * @param kept events that wait for the bus in memory; those in the outbox are not counted
     * @param lost announcements that became a resync
     */
    public record Publications(long published, int kept, long lost) {

        static Publications of(Publisher publisher, OutboxRelay relay) {
            return new Publications(
                    publisher.published() + relay.published(), publisher.kept(), publisher.lost() + relay.lost());
        }
    }
}
