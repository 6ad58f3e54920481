package dev.roomcast.sync;

import java.util.List;

/**
 * The connections of this worker, as the {@link Hub} sees them. Called on the hub's thread only; nothing here may
 * block or throw.
 *
 * @param <M> a member: one connection
 */
public interface Audience<M> {

    /** Queues a packet for one connection; without effect on one that has closed. */
    void send(M member, Frame frame);

    /** The same with several, in order; shared by all receivers. */
    default void send(M member, FrameBurst frames) {
        frames.forEach(frame -> send(member, frame));
    }

    /**
     * Whether the connection still stands. It must turn false before {@link Hub#leaveAll} is called, or a join
     * under way
     * would leave a dead member behind.
     */
    boolean isConnected(M member);

    /** Every connection, for {@link Emission#GLOBAL}. */
    Iterable<M> everyone();

    /** The packet that carries an event; made once and shared by all receivers. */
    Frame encode(Publication publication);

    /** The same with the offset that lost connections are recovered by, behind the event. */
    default Frame encode(Publication publication, String offset) {
        return encode(publication);
    }

    /** The {@code sync:resync} packet of rooms. Clients spread their refetching over {@code withinMs} at least. */
    Frame resync(List<String> rooms, ResyncReason reason, int withinMs);

    /** The same with an offset behind it. */
    default Frame resync(List<String> rooms, ResyncReason reason, int withinMs, String offset) {
        return resync(rooms, reason, withinMs);
    }
}
