package dev.roomcast.sync;

import java.util.Collection;
import java.util.List;

/**
 * The events that were committed and wait to be published, as one worker sees them. They are written elsewhere, in the
 * transactions of their changes. Calls block, for as long as a database does, and are made by one thread per worker;
 * each may throw {@link OutboxUnavailableException} and may then have taken effect or not.
 */
public interface EventOutbox {

    /**
     * This worker's oldest events, in the order of writing.
     *
     * @param atMost how many at most
     * @param weight characters of data; the first event beyond them ends the list, so that no list fills the memory
     */
    List<OutboxEvent> waiting(int atMost, int weight);

    /** Removes events by number, whoever's they are now; those that are gone already are passed over. */
    void remove(Collection<Long> numbers);

    /**
     * Makes events this worker's that another has not published for ten seconds by the database's clock: it is dead, or
     * it cannot reach the bus. Each goes to one worker only.
     *
     * @param atMost how many at most
     * @return how many came
     */
    int takeOver(int atMost);

    /**
     * Lets the oldest of this worker's events give way when more wait than {@code most}, until half of that remains. Of
     * each topic's, one stays that stands for all: without data, and under a fresh event id.
     *
     * @return how many gave way
     */
    int giveWay(int most);
}
