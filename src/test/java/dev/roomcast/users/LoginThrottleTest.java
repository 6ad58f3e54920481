package dev.roomcast.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final LoginThrottle throttle = new LoginThrottle(100, clock::get);

    /** Fails as often as it may without waiting; how often that was, up to a bound. */
    private int failsAtOnce(String login, String address, int most) {
        for (int i = 0; i < most; i++) {
            if (throttle.attempt(login, address) > 0) {
                return i;
            }
        }
        return most;
    }

    /** Fails this often, each time as soon as it may. */
    private void failPatiently(String login, String address, int times) {
        for (int i = 0; i < times; i++) {
            pass(wait(login, address));
            assertEquals(0, throttle.attempt(login, address));
        }
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private long wait(String login, String address) {
        return throttle.secondsToWait(login, address);
    }

    @Test
    void aFewMistakesCostNothingAndEachFurtherOneDoublesTheWait() {
        assertEquals(4, failsAtOnce("anna", "10.0.0.1", 10));
        assertEquals(1, wait("anna", "10.0.0.1"));
        failPatiently("anna", "10.0.0.1", 1);
        assertEquals(2, wait("anna", "10.0.0.1"));
        failPatiently("anna", "10.0.0.1", 2);
        assertEquals(8, wait("anna", "10.0.0.1"));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(7) + 1);
        assertEquals(1, wait("anna", "10.0.0.1"));
        pass(1);
        assertEquals(0, wait("anna", "10.0.0.1"));
    }

    @Test
    void theWaitHasAnEnd() {
        failPatiently("anna", "10.0.0.1", 30);
        assertEquals(300, wait("anna", "10.0.0.1"));
    }

    @Test
    void othersDoNotWait() {
        failsAtOnce("anna", "10.0.0.1", 10);
        assertEquals(0, wait("anna", "10.0.0.2"));
        assertEquals(0, wait("boris", "10.0.0.1"));
    }

    @Test
    void successAndTimeForgive() {
        failsAtOnce("anna", "10.0.0.1", 3);
        assertEquals(0, throttle.attempt("anna", "10.0.0.1"));
        throttle.succeeded("anna", "10.0.0.1");
        assertEquals(4, failsAtOnce("anna", "10.0.0.1", 10));
        pass(TimeUnit.MINUTES.toSeconds(16));
        assertEquals(4, failsAtOnce("anna", "10.0.0.1", 10));
    }

    @Test
    void anAttemptThatWasNotLookedAtCountsForNothing() {
        for (int i = 0; i < 50; i++) {
            assertEquals(0, throttle.attempt("anna", "10.0.0.1"));
            throttle.withdrawn("anna", "10.0.0.1");
        }
    }

    @Test
    void aLoginUnderAttackFromManyAddressesSlowsDownButNotForWhereItsOwnerHasSignedInBefore() {
        assertEquals(0, throttle.attempt("anna", "home"));
        throttle.succeeded("anna", "home");
        int tried = 0;
        while (tried < 1_000 && throttle.attempt("anna", "10.1.1." + tried) == 0) {
            tried++;
        }
        assertEquals(11, tried);
        assertTrue(wait("anna", "a new address") > 0);
        assertEquals(0, wait("anna", "home"));
        assertEquals(0, wait("boris", "10.1.1.1"));
        for (int i = 0; i < 20; i++) {
            failPatiently("anna", "10.2.2." + i, 1);
        }
        assertEquals(30, wait("anna", "a new address"), "never locked out for long");
        assertEquals(0, wait("anna", "home"));
    }

    @Test
    void anAddressThatTriesManyLoginsSlowsDown() {
        int tried = 0;
        while (tried < 1_000 && throttle.attempt("login" + tried, "10.0.0.1") == 0) {
            tried++;
        }
        assertEquals(21, tried);
        assertTrue(wait("anna", "10.0.0.1") > 0);
        assertEquals(0, wait("anna", "10.0.0.2"));
    }

    @Test
    void aSuccessOfOnesOwnDoesNotPayForGuessesAtOthers() {
        int guesses = 0;
        while (guesses < 1_000 && throttle.attempt("victim" + guesses, "10.0.0.1") == 0) {
            guesses++;
            if (throttle.attempt("mallory", "10.0.0.1") == 0) {
                throttle.succeeded("mallory", "10.0.0.1");
            }
        }
        assertTrue(guesses <= 22, "guesses: " + guesses);
    }

    @Test
    void theTablesAreBounded() {
        failsAtOnce("anna", "10.0.0.1", 10);
        for (int i = 0; i < 101; i++) {
            throttle.attempt("x" + i, "10.9.9." + i);
        }
        assertEquals(0, wait("anna", "10.0.0.1"));
    }
}
