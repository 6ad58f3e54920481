package dev.roomcast.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Carries events between workers and gives each its position. Two implementations: {@link LocalBus} within one
 * process, {@code RedisBus} between many; one
 * contract suite holds for both. Calls may block, each for a bounded time, and are made from managed threads, never
 * from a container's callback.
 */
public interface Bus {

    /**
     * Starts the bus; called once. {@link BusListener#onState} tells when it is {@link BusState#UP}; a bus that is not
     * reachable yet is no error.
     */
    void start(BusListener listener);

    /**
     * Assigns the next position of the emission's room, appends the event to the room's history and publishes it to
     * all workers that subscribed the room, this one included.
     *
     * @return the position it got; the same one again, without a second event, if the room knows this {@code eventId}
     *     already. A room knows the ids of its history, and all of the last five minutes, 100,000 at most
     * @throws BusDownException when the bus does not answer in time
     */
    default Position publish(Emission emission) {
        return publish(List.of(emission)).get(0);
    }

    /**
     * The same for the first emissions of a list: as many as the bus can publish in one round trip, one at least. Whoever
     * has more to say calls again with the rest.
     *
     * @param emissions one or more
     * @return the positions of the first ones; nothing of the others has been published
     * @throws BusDownException when the bus does not answer in time: any of them may be published then, each room's in
     *     their order
     */
    List<Position> publish(List<Emission> emissions);

    /**
     * Subscribes a room for this worker. {@link BusListener#onSubscribed} follows once the subscription is
     * confirmed, and again whenever it was lost and stands again.
     * Without a connection it is done as soon as there is one. Never blocks.
     */
    void subscribe(String room);

    /** Ends the subscription of a room; what is under way may still arrive. Never blocks. */
    void unsubscribe(String room);

    /**
     * Reads what came after a position.
     *
     * @throws BusDownException when the bus does not answer in time
     */
    History history(String room, Position since);

    /**
     * The newest positions of rooms, all in one round trip. Each has an epoch, even before the room's first event.
     *
     * @throws BusDownException when the bus does not answer in time
     */
    Map<String, Position> positions(Collection<String> rooms);

    /**
     * Tells all workers, this one included, something that is no event of a room, such as the end of a sign-in
     * session. It is not kept for workers that are cut off.
     *
     * @throws BusDownException when the bus does not answer in time
     */
    void signal(String message);

    BusState state();

    /** Who has which number among the workers that this bus joins. */
    default WorkerRegistry workers() {
        return WorkerRegistry.ALONE;
    }

    /**
     * Closes all connections and ends all threads of the bus. Idempotent; afterwards nothing is called on the listener.
     */
    void stop();
}
