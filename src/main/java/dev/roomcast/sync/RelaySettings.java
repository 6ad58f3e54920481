package dev.roomcast.sync;

/**
 * The bounds of the {@link OutboxRelay}.
 *
 * @param batch events read at once
 * @param weight characters of data after which a batch ends
 * @param batchMs ms after which a batch ends even on a slow bus: until then nobody learns what it has published
 * @param most events of this worker that may wait
 * @param takeOverMs ms between two looks for events of dead workers
 * @param resyncPaceMs as {@link PublisherSettings#resyncPaceMs()}
 * @param longestPauseMs longest pause in ms between two attempts to reach the bus or the outbox
 */
public record RelaySettings(
        int batch, int weight, int batchMs, int most, int takeOverMs, int resyncPaceMs, int longestPauseMs) {
    public static final RelaySettings DEFAULT = new RelaySettings(500, 4_000_000, 5_000, 10_000, 1_000, 2_000, 1_000);
}
