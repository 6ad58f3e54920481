package dev.roomcast.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.Semaphore;

/**
 * What has arrived. Events are numbered by the driver; each client must get each of them once, in the order of {@code seq}. Sending times are
 * written by publishing threads before the event leaves, everything else by the selector thread alone.
 */
final class Tally {

    private final int clients;
    private final long[] sentNanos;
    private final int[] arrivals;
    private final BitSet[] seen;
    private final long[] lastSeq;
    /** One permit for each event that has reached everybody; publishers take them. */
    private final Semaphore complete = new Semaphore(0);

    private long[] latencies = new long[1 << 16];
    private volatile int deliveries;
    private volatile int duplicates;
    private volatile int outOfOrder;

    Tally(int clients, int mostEvents) {
        this.clients = clients;
        sentNanos = new long[mostEvents];
        arrivals = new int[mostEvents];
        seen = new BitSet[clients];
        Arrays.setAll(seen, client -> new BitSet());
        lastSeq = new long[clients];
    }

    int mostEvents() {
        return sentNanos.length;
    }

    void sent(int event, long nanos) {
        sentNanos[event] = nanos;
    }

    Semaphore complete() {
        return complete;
    }

    void arrived(int client, int event, long seq, long nanos) {
        if (event >= sentNanos.length) {
            return;
        }
        if (seen[client].get(event)) {
            duplicates++;
            return;
        }
        if (seq <= lastSeq[client]) {
            outOfOrder++;
        }
        seen[client].set(event);
        lastSeq[client] = seq;
        keep(nanos - sentNanos[event]);
        if (++arrivals[event] == clients) {
            complete.release();
        }
    }

    private void keep(long latency) {
        int index = deliveries;
        if (index == latencies.length) {
            latencies = Arrays.copyOf(latencies, index * 2);
        }
        latencies[index] = latency;
        deliveries = index + 1;
    }

    int deliveries() {
        return deliveries;
    }

    long lost(int events) {
        return (long) events * clients - deliveries;
    }

    int duplicates() {
        return duplicates;
    }

    int outOfOrder() {
        return outOfOrder;
    }

    /** In ms; to be called when nothing arrives any more. */
    double latencyMs(double quantile) {
        int count = deliveries;
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(latencies, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) (quantile * count))] / 1e6;
    }
}
