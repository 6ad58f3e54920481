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

    synchronized void keep(String tokenHash, SessionUser user) {
        entries.remove(tokenHash);
        entries.put(tokenHash, new Entry(user, nanoTime.getAsLong() + lifeNanos));
        if (entries.size() > capacity) {
            Iterator<String> eldest = entries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized void forget(String sessionId) {
        entries.values().removeIf(entry -> entry.user.sessionId().equals(sessionId));
    }
}
