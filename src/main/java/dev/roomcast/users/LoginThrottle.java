package dev.roomcast.users;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows those who guess passwords, by three counts: what one address tries at one login, what all try at one login, and
 * what one address tries at all. The latter two leave out whoever has signed in from the same address before, so that an
 * attack from many addresses does not lock a login's owner out; and they wait for at most a minute, so that nobody is
 * locked out for long. It holds no thread meanwhile, and its tables are bounded. One per worker; safe for all threads.
 */
final class LoginThrottle {
    private final FailureTable pairs;
    private final FailureTable logins;
    private final FailureTable addresses;

    /** The pairs that have signed in. */
    private final Map<String, Boolean> known;

    LoginThrottle(int capacity, LongSupplier nanoTime) {
        pairs = new FailureTable(capacity, 3, 300, nanoTime);
        logins = new FailureTable(capacity, 10, 30, nanoTime);
        addresses = new FailureTable(capacity, 20, 60, nanoTime);
        known = new FailureTable.LeastRecentlyUsed<>(capacity);
    }

    /**
     * Begins an attempt, unless it has to wait: answers how long, in s, or 0. It counts as failed until
     * {@link #succeeded}, or many attempts at once would all be looked at before the first has failed.
     */
    synchronized long attempt(String login, String address) {
        long wait = secondsToWait(login, address);
        if (wait == 0) {
            pairs.failed(pair(login, address));
            logins.failed(name(login));
            addresses.failed(address);
        }
        return wait;
    }

    /** How long the next attempt has to wait, in s, rounded up; 0 when it may come now. */
    synchronized long secondsToWait(String login, String address) {
        String pair = pair(login, address);
        long own = pairs.secondsToWait(pair);
        return known.get(pair) != null
                ? own
                : Math.max(own, Math.max(logins.secondsToWait(name(login)), addresses.secondsToWait(address)));
    }

    synchronized void succeeded(String login, String address) {
        String pair = pair(login, address);
        pairs.forget(pair);
        known.put(pair, true);
        logins.takeBack(name(login));
        addresses.takeBack(address);
    }

    /** The attempt was not looked at: it counts for nothing. */
    synchronized void withdrawn(String login, String address) {
        pairs.takeBack(pair(login, address));
        logins.takeBack(name(login));
        addresses.takeBack(address);
    }

    private static String pair(String login, String address) {
        return name(login) + " " + address;
    }

    private static String name(String login) {
        return login.length() > 64 ? login.substring(0, 64) : login;
    }
}
