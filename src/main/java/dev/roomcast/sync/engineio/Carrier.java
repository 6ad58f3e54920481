package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.OutboundQueue;
import java.util.List;

/** What carries a session's packets to the client at the moment: held GETs or a WebSocket. */
interface Carrier {

    /** Whether it takes packets now. Under the session's lock. */
    boolean ready();

    /** Takes what it can carry in one go from a queue that is not empty. Under the session's lock. */
    List<Frame> load(OutboundQueue queue);

    /** Whether it takes, past the queue, a few packets that belong together. Under the session's lock. */
    boolean takesBursts();

    /** Claims the carrier for one send. Under the session's lock; what it returns is run outside of it. */
    Runnable depart(List<Frame> frames);

    /** Since when a send has been in flight, in ns of the monotonic clock; {@link Long#MAX_VALUE} when none is. Under the session's lock. */
    long busySince();
}
