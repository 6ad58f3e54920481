package dev.roomcast.sync;

import java.util.Optional;

/** Keeps the states of lost connections for a while, for whichever worker they come back to. Safe for all threads; may block, within the bus's timeout. */
public interface LostConnections {

    /**
     * Keeps a state until it is taken or its time is over.
     *
     * @throws BusDownException when it cannot be kept now
     */
    void keep(Lost lost);

    /**
     * Takes the state of a private id away, for one taker only; empty when there is none.
     *
     * @throws BusDownException when nobody can say now
     */
    Optional<Lost> take(String pid);

    /** Closes what it has open. */
    void stop();
}
