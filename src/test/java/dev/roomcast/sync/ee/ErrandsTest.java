package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private static final int LANES = 2;
    private static final int BOUND = 3;

    private final AtomicLong nanos = new AtomicLong();
    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final Errands errands = new Errands(executor::add, new TimeSource(nanos::get, nanos::get), LANES, BOUND);
    private final List<String> done = new ArrayList<>();

    @Test
    void aFewRunAtATimeAndABoundedNumberWaits() {
        for (int i = 0; i < BOUND; i++) {
            String name = "e" + i;
            assertTrue(errands.offer(() -> done.add(name)));
        }
        assertFalse(errands.offer(() -> done.add("too many")));
        assertEquals(LANES, executor.size());
        executor.remove().run();
        assertEquals(List.of("e0", "e1", "e2"), done);
        executor.remove().run();
        assertTrue(errands.offer(() -> done.add("again")));
        executor.remove().run();
        assertEquals(4, done.size());
    }

    @Test
    void whatTheExecutorRefusesIsRunAtTheEnd() {
        Errands refused = new Errands(
                task -> {
                    throw new RejectedExecutionException();
                },
                new TimeSource(nanos::get, nanos::get),
                LANES,
                BOUND);
        assertTrue(refused.offer(() -> done.add("kept")));
        refused.finish(1_000);
        assertEquals(List.of("kept"), done);
    }

    @Test
    void theEndHasADeadline() {
        errands.offer(() -> {
            done.add("slow");
            nanos.addAndGet(2_000_000_000L);
        });
        errands.offer(() -> done.add("too late"));
        errands.finish(1_000);
        assertEquals(List.of("slow"), done);
    }
}
