package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TimerWheel wheel = new TimerWheel(new TimeSource(nanos::get, () -> 0));

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
