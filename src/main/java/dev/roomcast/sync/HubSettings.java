package dev.roomcast.sync;

/**
 * The bounds of the {@link Hub}.
 *
 * @param inbox messages that may wait; beyond it events are dropped (and refilled from the history) and joins refused
 * @param held events of one room that may wait for its history, and joins that may wait for either
 * @param recent events of one room kept in memory for joins with a position
 * @param graceTicks ticks that an empty room stays subscribed, so that a page reload costs nothing
 * @param joinTicks ticks after which a join is answered without the bus
 * @param resyncWithinMs the window in ms over which told pages spread their refetching
 */
public record HubSettings(int inbox, int held, int recent, int graceTicks, int joinTicks, int resyncWithinMs) {
    /** For ticks of about two seconds. */
    public static final HubSettings DEFAULT = new HubSettings(20_000, 2_000, 256, 5, 2, 2_000);
}
