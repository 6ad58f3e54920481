package dev.roomcast.platform.security;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the database said about sessions a moment ago, so that a page with its twenty requests asks once. Holds at most
 * so many, the eldest goes first. Safe for all threads.
 */
final class SessionCache {
    private final int capacity;
    private final long lifeNanos;
    private final LongSupplier nanoTime;

    /** Guarded by this. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Sessions that ended a moment ago, and until when that is known. Guarded by this. */
    private final Map<String, Long> ended = new LinkedHashMap<>();

    private record Entry(SessionUser user, long diesAt) {}

    SessionCache(int capacity, long lifeNanos, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.lifeNanos = lifeNanos;
        this.nanoTime = nanoTime;
    }

    synchronized Optional<SessionUser> find(String tokenHash) {
        Entry entry = entries.get(tokenHash);
        if (entry == null) {
            return Optional.empty();
        }
        if (nanoTime.getAsLong() - entry.diesAt >= 0) {
            entries.remove(tokenHash);
            return Optional.empty();
        }
        return Optional.of(entry.user);
    }

    /** A session that has just ended is not kept: the database may have been asked before its end. */
    synchronized void keep(String tokenHash, SessionUser user) {
        if (ended.containsKey(user.sessionId())) {
            return;
        }
        entries.remove(tokenHash);
        entries.put(tokenHash, new Entry(user, nanoTime.getAsLong() + lifeNanos));
        dropEldest(entries);
    }

    synchronized void forget(String sessionId) {
        entries.values().removeIf(entry -> entry.user.sessionId().equals(sessionId));
        long now = nanoTime.getAsLong();
        ended.values().removeIf(until -> now - until >= 0);
        ended.put(sessionId, now + lifeNanos);
        dropEldest(ended);
    }

    private void dropEldest(Map<String, ?> map) {
        if (map.size() > capacity) {
            Iterator<String> eldest = map.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
