package dev.roomcast.users;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts failures by a key: after some that are free, each further one doubles the time until the next attempt is looked
 * at, up to a longest one. Forgets after a while, and knows at most so many keys, the longest unused going first. Not
 * safe for threads by itself.
 */
final class FailureTable {
    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(15);

    private final int free;
    private final int longestSeconds;
    private final LongSupplier nanoTime;
    private final Map<String, Failures> table;

    /** @param before what {@code until} was before the last failure */
    private record Failures(int count, long last, long until, long before) {}

    /** @param free how many failures cost nothing */
    FailureTable(int capacity, int free, int longestSeconds, LongSupplier nanoTime) {
        this.free = free;
        this.longestSeconds = longestSeconds;
        this.nanoTime = nanoTime;
        this.table = new LeastRecentlyUsed<>(capacity);
    }

    /** How long the next attempt has to wait, in s, rounded up; 0 when it may come now. */
    long secondsToWait(String key) {
        Failures failures = table.get(key);
        if (failures == null) {
            return 0;
        }
        long left = failures.until - nanoTime.getAsLong();
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(left - 1) + 1;
    }

    void failed(String key) {
        long now = nanoTime.getAsLong();
        Failures before = table.get(key);
        int count = before == null || now - before.last > FORGOTTEN_AFTER ? 1 : before.count + 1;
        long seconds = count <= free ? 0 : Math.min(longestSeconds, 1L << Math.min(30, count - free - 1));
        long until = now + TimeUnit.SECONDS.toNanos(seconds);
        table.put(key, new Failures(count, now, until, before == null ? now : before.until));
    }

    /** Takes one failure back: the attempt that was counted in advance has not failed. */
    void takeBack(String key) {
        Failures before = table.remove(key);
        if (before != null && before.count > 1) {
            // The wait that others have earned stays: a success of one's own must not pay for guesses at others.
            table.put(key, new Failures(before.count - 1, before.last, before.before, before.before));
        }
    }

    void forget(String key) {
        table.remove(key);
    }

    /** A map of at most so many entries; the one unused for longest makes room. */
    static final class LeastRecentlyUsed<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;
        private final int capacity;

        LeastRecentlyUsed(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > capacity;
        }
    }
}
