package dev.roomcast.sync;

import java.util.Collection;
import java.util.List;

/**
 * The events that were committed and wait to be published, as one worker sees them. They are written elsewhere, in the
 * transactions of their changes. Calls block, for as long as a database does, and are made by one thread per worker;
 * each may throw {@link OutboxUnavailableException} and may then have taken effect or not.
 */
public interface EventOutbox {

    /** Whether nothing waits, of no worker. The cheapest question there is: most looks need no other. */
    boolean isEmpty();

    /**
     * The oldest of the events that this worker has written or taken over, in the order of writing. What it has written
     * is among them also when another has taken it over, or its later events could come before its earlier ones.
     *
     * @param atMost how many at most
     * @param weight characters of data; the first event beyond them ends the list, so that no list fills the memory
     */
    List<OutboxEvent> waiting(int atMost, int weight);

    /** Removes events by number, whoever's they are now; those that are gone already are passed over. */
    void remove(Collection<Long> numbers);

    /**
     * Takes over all events of workers that have not published one for three seconds by the database's clock: such a worker
     * is dead, or it cannot reach the bus. They go to one worker only, so that they stay in order.
     *
     * @return how many came
     */
    int takeOver();

    /**
     * Lets the oldest events that this worker has written give way when more wait than {@code most}, until half of that
     * remains. Of
     * each topic's, one stays that stands for all: without data, and under a fresh event id.
     *
     * @return how many gave way
     */
    int giveWay(int most);
}
