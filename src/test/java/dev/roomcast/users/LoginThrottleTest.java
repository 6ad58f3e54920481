package dev.roomcast.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final LoginThrottle throttle = new LoginThrottle(100, clock::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("anna", "10.0.0.1");
        }
    }

    private long wait(String login, String address) {
        return throttle.secondsToWait(login, address);
    }

    @Test
    void aFewMistakesCostNothing() {
        fail(3);
        assertEquals(0, wait("anna", "10.0.0.1"));
    }

    @Test
    void attemptsAtOnceCountBeforeTheirOutcomeIsKnown() {
        for (int i = 0; i < 4; i++) {
            assertEquals(0, throttle.attempt("anna", "10.0.0.1"));
        }
        assertEquals(1, throttle.attempt("anna", "10.0.0.1"));
        throttle.succeeded("anna", "10.0.0.1");
        assertEquals(0, throttle.attempt("anna", "10.0.0.1"));
    }

    @Test
    void eachFurtherFailureDoublesTheWait() {
        fail(4);
        assertEquals(1, wait("anna", "10.0.0.1"));
        fail(1);
        assertEquals(2, wait("Anna", "10.0.0.1"));
        fail(3);
        assertEquals(16, wait("anna", "10.0.0.1"));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(15) + 1);
        assertEquals(1, wait("anna", "10.0.0.1"));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(0, wait("anna", "10.0.0.1"));
    }

    @Test
    void theWaitHasAnEnd() {
        fail(1_000);
        assertEquals(300, wait("anna", "10.0.0.1"));
    }

    @Test
    void othersDoNotWait() {
        fail(10);
        assertEquals(0, wait("anna", "10.0.0.2"));
        assertEquals(0, wait("boris", "10.0.0.1"));
    }

    @Test
    void successAndTimeForgive() {
        fail(10);
        throttle.succeeded("anna", "10.0.0.1");
        assertEquals(0, wait("anna", "10.0.0.1"));
        fail(5);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(16));
        fail(1);
        assertEquals(0, wait("anna", "10.0.0.1"));
    }

    @Test
    void theTableIsBounded() {
        fail(10);
        for (int i = 0; i < 99; i++) {
            throttle.failed("x" + i, "10.0.0.1");
        }
        assertTrue(wait("anna", "10.0.0.1") > 0);
        throttle.failed("y", "10.0.0.1");
        throttle.failed("z", "10.0.0.1");
        assertEquals(0, throttle.secondsToWait("x0", "10.0.0.1"));
    }
}
