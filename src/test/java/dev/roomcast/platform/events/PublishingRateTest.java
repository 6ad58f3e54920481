package dev.roomcast.platform.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PublishingRateTest {
    private final AtomicLong nanos = new AtomicLong();
    private final PublishingRate rate = new PublishingRate(10, 3, nanos::get);

    private int taken(String publisher, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += rate.secondsToWait(publisher) == 0 ? 1 : 0;
        }
        return taken;
    }

    private void pass(long milliseconds) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }

    @Test
    void soManyAtOnceAndThenSoManyASecond() {
        assertEquals(3, taken("a", 10));
        assertEquals(1, rate.secondsToWait("a"));
        pass(200);
        assertEquals(2, taken("a", 10));
        pass(60_000);
        assertEquals(3, taken("a", 10));
    }

    @Test
    void onePublisherDoesNotSlowAnother() {
        taken("a", 10);
        assertEquals(3, taken("b", 10));
    }

    @Test
    void attemptsThatAreRefusedCostNothing() {
        taken("a", 1_000);
        pass(100);
        assertEquals(1, taken("a", 10));
    }
}
