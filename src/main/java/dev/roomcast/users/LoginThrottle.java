package dev.roomcast.users;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows those who guess passwords: after a few failures for a login from an address, each further one doubles the time
 * until the next is looked at. It holds no thread meanwhile, and knows at most so
 * many pairs, the longest unused going first. Safe for all threads.
 */
final class LoginThrottle {
    private static final int FREE_FAILURES = 4;
    private static final int LONGEST_SECONDS = 300;
    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(15);

    private final LongSupplier nanoTime;

    /** Guarded by this; in the order of use. */
    private final Map<String, Failures> table;

    private record Failures(int count, long last, long until) {}

    LoginThrottle(int capacity, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.table = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * Begins an attempt, unless it has to wait: answers how long, in s, or 0. It counts as failed until
     * {@link #succeeded}, or many attempts at once would all be looked at before the first has failed.
     */
    synchronized long attempt(String login, String address) {
        long wait = secondsToWait(login, address);
        if (wait == 0) {
            failed(login, address);
        }
        return wait;
    }

    /** How long the next attempt has to wait, in s, rounded up; 0 when it may come now. */
    synchronized long secondsToWait(String login, String address) {
        Failures failures = table.get(key(login, address));
        if (failures == null) {
            return 0;
        }
        long left = failures.until - nanoTime.getAsLong();
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(left - 1) + 1;
    }

    synchronized void failed(String login, String address) {
        long now = nanoTime.getAsLong();
        String key = key(login, address);
        Failures before = table.get(key);
        int count = before == null || now - before.last > FORGOTTEN_AFTER ? 1 : before.count + 1;
        long seconds = count < FREE_FAILURES ? 0 : Math.min(LONGEST_SECONDS, 1L << Math.min(30, count - FREE_FAILURES));
        table.put(key, new Failures(count, now, now + TimeUnit.SECONDS.toNanos(seconds)));
    }

    synchronized void succeeded(String login, String address) {
        table.remove(key(login, address));
    }

    private static String key(String login, String address) {
        String name = login.length() > 64 ? login.substring(0, 64) : login;
        return name.toLowerCase(Locale.ROOT) + " " + address;
    }
}
