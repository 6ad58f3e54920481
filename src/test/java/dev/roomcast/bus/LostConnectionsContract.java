package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Lost;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Standing;
import dev.roomcast.sync.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every keeper of lost connections does. */
abstract class LostConnectionsContract {
    static final long KEPT_MS = 60_000;

    /** One that keeps each for so many ms. */
    abstract LostConnections newKeeper(long keptMs);

    static Lost lost(String pid) {
        Standing standing =
                new Standing("life", -1, List.of(new Standing.Place("files", 0, new Position("epoch", 5), 3, "epoch")));
        return Lost.of(pid, "sid of " + pid, Visitor.ANONYMOUS, standing);
    }

    @Test
    void whatIsKeptIsTakenOnce() {
        LostConnections keeper = newKeeper(KEPT_MS);
        keeper.keep(lost("one"));
        keeper.keep(lost("other"));
        assertEquals(Optional.of(lost("one")), keeper.take("one"));
        assertTrue(keeper.take("one").isEmpty());
        assertEquals(Optional.of(lost("other")), keeper.take("other"));
        assertTrue(keeper.take("never").isEmpty());
        keeper.stop();
    }

    @Test
    void ofManyWhoTakeOneGetsIt() throws InterruptedException {
        LostConnections keeper = newKeeper(KEPT_MS);
        keeper.keep(lost("one"));
        AtomicInteger got = new AtomicInteger();
        List<Thread> takers = IntStream.range(0, 4)
                .mapToObj(n -> new Thread(() -> keeper.take("one").ifPresent(one -> got.incrementAndGet())))
                .toList();
        takers.forEach(Thread::start);
        for (Thread taker : takers) {
            taker.join();
        }
        assertEquals(1, got.get());
        keeper.stop();
    }

    @Test
    void itsTimePasses() {
        LostConnections keeper = newKeeper(5);
        Await.until("it is gone", Duration.ofSeconds(5), () -> {
            keeper.keep(lost("one"));
            return keeper.take("one").isEmpty() || isGoneAfterAWhile(keeper);
        });
        keeper.stop();
    }

    private static boolean isGoneAfterAWhile(LostConnections keeper) {
        keeper.keep(lost("one"));
        long until = System.nanoTime() + Duration.ofMillis(20).toNanos();
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
        return keeper.take("one").isEmpty();
    }
}
