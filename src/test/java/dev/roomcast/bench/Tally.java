package dev.roomcast.bench;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What was published in one measurement and what has arrived of it. Every client must get each event of its room once, in the order of publishing, and nothing else.
 * Numbers go on from one measurement to the next, so that what comes late is not taken for something new. Used by the driver's thread only.
 */
final class Tally {

    private final Audience audience;
    private final int first;
    private final BitSet[] seen;
    private final int[] last;
    private final Latencies[] latencies;

    private long[] sentNanos = new long[1 << 12];
    private int[] arrivals = new int[1 << 12];
    private int published;
    private int completed;
    private long lastNanos;
    private long deliveries;
    private long duplicates;
    private long disordered;
    private long strayed;

    /** @param first the number of the first event */
    Tally(Audience audience, int first) {
        this.audience = audience;
        this.first = first;
        seen = new BitSet[audience.clients()];
        Arrays.setAll(seen, client -> new BitSet());
        last = new int[audience.clients()];
        Arrays.fill(last, -1);
        latencies = new Latencies[audience.endpoints()];
        Arrays.setAll(latencies, endpoint -> new Latencies());
    }

    /** The next event leaves now; returns its number. */
    int publish(long nanos) {
        if (published == sentNanos.length) {
            sentNanos = Arrays.copyOf(sentNanos, published * 2);
            arrivals = Arrays.copyOf(arrivals, published * 2);
        }
        sentNanos[published] = nanos;
        return first + published++;
    }

    /** The room of the next event: rooms take turns. */
    int nextRoom() {
        return published % audience.rooms();
    }

    void arrived(int client, int number, long nanos) {
        int event = number - first;
        if (event >= published || event >= 0 && event % audience.rooms() != audience.room(client)) {
            strayed++;
        } else if (event < 0 || seen[client].get(event)) {
            duplicates++;
        } else {
            count(client, event, nanos);
        }
    }

    private void count(int client, int event, long nanos) {
        if (event < last[client]) {
            disordered++;
        } else {
            last[client] = event;
        }
        seen[client].set(event);
        latencies[audience.endpoint(client)].add(nanos - sentNanos[event]);
        lastNanos = nanos;
        deliveries++;
        if (++arrivals[event] == audience.clientsPerRoom()) {
            completed++;
        }
    }

    int published() {
        return published;
    }

    /** Events that have not reached everybody. */
    int inFlight() {
        return published - completed;
    }

    /** The number after the last one. */
    int next() {
        return first + published;
    }

    long deliveries() {
        return deliveries;
    }

    /** From the first publication to the last delivery. */
    double seconds() {
        return (lastNanos - sentNanos[0]) / 1e9;
    }

    Faults faults() {
        long lost = (long) published * audience.clientsPerRoom() - deliveries;
        return new Faults(lost, duplicates, disordered, strayed);
    }

    /** How long events took to the clients of one endpoint. */
    Latencies latencies(int endpoint) {
        return latencies[endpoint];
    }

    /** How long events took to all clients. */
    Latencies latencies() {
        Latencies all = new Latencies();
        for (Latencies some : latencies) {
            all.add(some);
        }
        return all;
    }
}
