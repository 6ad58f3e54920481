package dev.roomcast.sync.engineio;

import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.TimerWheel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock turned by hand, and the timer wheel that follows it on the test's own thread. */
public final class ManualClock {
    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final TimerWheel wheel = new TimerWheel(
            new TimeSource(nanos::get, () -> 1_700_000_000_000L + TimeUnit.NANOSECONDS.toMillis(nanos.get())));

    public TimerWheel wheel() {
        return wheel;
    }

    /** Lets so many ms pass, in small steps, running what becomes due. */
    public void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            jump(1);
        }
    }

    /** Lets so many ms pass at once, as when a process was paused. */
    public void jump(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        wheel.advance();
    }

    /** Lets so many ms pass without the wheel noticing yet. */
    public void passUnnoticed(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
