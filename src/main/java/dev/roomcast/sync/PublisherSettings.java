package dev.roomcast.sync;

/**
 * The bounds of the {@link Publisher}.
 *
 * @param queue announcements that may wait for its thread
 * @param kept emissions kept while the bus is down, after conflation
 * @param resyncPaceMs ms between two {@code sync:resync} of one room to own pages during an outage
 * @param longestPauseMs longest pause in ms between two attempts to reach the bus
 */
public record PublisherSettings(int queue, int kept, int resyncPaceMs, int longestPauseMs) {
    public static final PublisherSettings DEFAULT = new PublisherSettings(10_000, 10_000, 2_000, 1_000);
}
