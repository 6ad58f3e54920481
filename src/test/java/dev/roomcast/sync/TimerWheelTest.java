package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TimerWheel wheel = new TimerWheel(new TimeSource(nanos::get, () -> 0));

    @Test
    void whatIsDueAtOnceIsStillDoneWhenTheWheelStops() {
        AtomicInteger soon = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        TimerWheel turning = new TimerWheel(new TimeSource(System::nanoTime, () -> 0));
        turning.start(Thread::new);
        turning.in(TimeUnit.MILLISECONDS.toNanos(50), soon::incrementAndGet);
        turning.in(TimeUnit.MINUTES.toNanos(1), late::incrementAndGet);
        turning.stop();
        turning.stop();
        assertEquals(1, soon.get());
        assertEquals(0, late.get());
    }

    @Test
    void theThreadSleepsUntilSomethingIsDue() throws InterruptedException {
        AtomicInteger looks = new AtomicInteger();
        TimerWheel turning = new TimerWheel(new TimeSource(
                () -> {
                    looks.incrementAndGet();
                    return System.nanoTime();
                },
                () -> 0));
        turning.start(Thread::new);
        try {
            turning.in(TimeUnit.MINUTES.toNanos(1), () -> {});
            CountDownLatch done = new CountDownLatch(1);
            int before = looks.get();
            turning.in(TimeUnit.SECONDS.toNanos(1), done::countDown);
            assertTrue(done.await(4, TimeUnit.SECONDS), "a round of the wheel takes 5 s");
            // Every tick would be two hundred.
            assertTrue(looks.get() - before < 20, () -> "looked " + (looks.get() - before) + " times");
        } finally {
            turning.stop();
        }
    }

    @Test
    void whatIsDueBeforeAllElseWakesTheThread() throws InterruptedException {
        TimerWheel turning = new TimerWheel(new TimeSource(System::nanoTime, () -> 0));
        turning.start(Thread::new);
        try {
            turning.in(TimeUnit.MINUTES.toNanos(1), () -> {});
            for (int i = 0; i < 20; i++) {
                CountDownLatch done = new CountDownLatch(1);
                turning.in(0, done::countDown);
                assertTrue(done.await(3, TimeUnit.SECONDS), "a round of the wheel takes 5 s");
                turning.in(TimeUnit.HOURS.toNanos(i + 1), () -> {});
            }
        } finally {
            turning.stop();
        }
    }

    @Test
    void aTaskThatFailsStopsNoOther() {
        AtomicInteger ran = new AtomicInteger();
        wheel.in(0, () -> {
            throw new IllegalStateException("meant to fail");
        });
        wheel.in(0, () -> {
            throw new StackOverflowError("meant to fail");
        });
        wheel.in(0, ran::incrementAndGet);
        nanos.addAndGet(1_000_000_000);
        wheel.advance();
        assertEquals(1, ran.get());
    }
}
