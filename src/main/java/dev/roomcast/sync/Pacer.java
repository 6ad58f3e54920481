package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lets each room be told at most once per interval, and never forgets the last wish. Not thread-safe. */
final class Pacer {
    private final long intervalNanos;
    private final TimeSource time;
    private final Map<String, Long> toldAt = new HashMap<>();
    private final Set<String> wished = new HashSet<>();

    Pacer(long intervalMs, TimeSource time) {
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMs);
        this.time = time;
    }

    void wish(String room) {
        wished.add(room);
    }

    /** Takes the rooms that may be told now. */
    List<String> due() {
        if (wished.isEmpty()) {
            return List.of();
        }
        long now = time.nanoTime().getAsLong();
        List<String> due = new ArrayList<>(wished);
        due.removeIf(room -> toldAt.containsKey(room) && now - toldAt.get(room) < intervalNanos);
        due.forEach(room -> toldAt.put(room, now));
        due.forEach(wished::remove);
        return due;
    }

    boolean isIdle() {
        return wished.isEmpty();
    }
}
