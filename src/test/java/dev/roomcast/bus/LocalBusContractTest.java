package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.LocalBus;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.TimeSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalBusContractTest extends BusContract {
    @Override
    Bus newBus() {
        return new LocalBus(HISTORY, new TimeSource(System::nanoTime, System::currentTimeMillis));
    }

    @Test
    void aClockThatIsSetBackChangesNothing() {
        AtomicLong clock = new AtomicLong(5_000_000);
        Bus local = new LocalBus(HISTORY, new TimeSource(System::nanoTime, clock::get));
        assertEquals(5_000_000, local.publish(emission("a", "files")).seq());
        clock.addAndGet(-3_600_000);
        assertEquals(5_000_001, local.publish(emission("b", "files")).seq());
        clock.addAndGet(7_200_000);
        assertEquals(8_600_000, local.publish(emission("c", "files")).seq());
    }

    @Test
    void anEventIdIsForgottenAfterFiveMinutesUnlessTheHistoryHasIt() {
        AtomicLong clock = new AtomicLong(5_000_000);
        Bus local = new LocalBus(1, new TimeSource(System::nanoTime, clock::get));
        Position first = local.publish(emission("a", "files"));
        clock.addAndGet(600_000);
        assertEquals(first, local.publish(emission("a", "files")));
        Position second = local.publish(emission("b", "files"));
        assertEquals(second.seq() + 1, local.publish(emission("a", "files")).seq());
    }
}
