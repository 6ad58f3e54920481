package dev.roomcast.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Emissions that wait for the bus to come back, in order: a newer one replaces the older of its key. When there are too
 * many, those of the oldest one's room give way to one {@code sync:resync} of that room. Not thread-safe.
 */
final class Kept {
    private final int capacity;
    private final Set<String> overflowed;
    private final Map<String, Emission> emissions = new LinkedHashMap<>();

    /** @param overflowed receives the rooms whose emissions gave way; nothing is kept for those in it */
    Kept(int capacity, Set<String> overflowed) {
        this.capacity = capacity;
        this.overflowed = overflowed;
    }

    void add(Emission emission) {
        if (overflowed.contains(emission.room())) {
            return;
        }
        emissions.remove(emission.conflationKey());
        emissions.put(emission.conflationKey(), emission);
        if (emissions.size() > capacity) {
            String room = emissions.values().iterator().next().room();
            overflowed.add(room);
            emissions.values().removeIf(kept -> kept.room().equals(room));
        }
    }

    Optional<Emission> oldest() {
        return emissions.values().stream().findFirst();
    }

    void remove(Emission emission) {
        emissions.remove(emission.conflationKey(), emission);
    }

    boolean isEmpty() {
        return emissions.isEmpty();
    }

    int size() {
        return emissions.size();
    }
}
