package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Await;
import dev.roomcast.it.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that read 1 kB/s among others that read all, under 1,000 events a second. */
abstract class SlowClientContract {
    private static final int PER_SECOND = 1000;
    private static final int SLOW = 8;
    private static final int NORMAL = 3;
    /** More than a queue holds: its events are conflated, and give way too. */
    private static final int RECORDS = 1500;

    private static final String DATA = "{\"filling\":\"" + "x".repeat(1000) + "\"}";
    /** Bytes by which a slow client may have the heap grow once its queue is full. */
    private static final long PER_SLOW_CLIENT = 1L << 20;

    abstract Worker.Plan plan();

    @Test
    void slowClientsCostConstantMemoryDelayNobodyAndEndAtTheRightState() {
        run(16);
    }

    @Test
    @Tag("long")
    void theSameForFiveMinutes() {
        run(300);
    }

    private void run(int seconds) {
        try (Arena arena = new Arena(plan())) {
            Pace slowly = Pace.of(1000);
            List<SlowPage> slow = pages(arena, SLOW, slowly, 4096);
            List<SlowPage> normal = pages(arena, NORMAL, Pace.unlimited(), 0);
            Stream.concat(slow.stream(), normal.stream())
                    .forEach(page -> Await.until("a page has joined", Duration.ofSeconds(30), page::joined));
            int events = seconds * PER_SECOND;
            int early = seconds / 3 * PER_SECOND;
            publish(arena, 0, early);
            long heapEarly = arena.process().heapAfterCollection();
            publish(arena, early, events);
            long heapLate = arena.process().heapAfterCollection();
            awaitAll(normal, events);
            long grown = heapLate - heapEarly;
            System.out.println("slow clients: heap grew by " + grown + " bytes; heard "
                    + slow.stream().map(SlowPage::events).toList());
            assertTrue(grown < SLOW * PER_SLOW_CLIENT, () -> "the heap grew by " + grown + " bytes");
            assertTrue(
                    slow.stream().allMatch(page -> page.events() < events / 10), "the slow pages were slow to the end");
            converge(arena, slow, slowly);
            normal.forEach(page -> assertFalse(page.disorder()));
            normal.forEach(page -> assertEquals(1, page.connections()));
            Stream.concat(slow.stream(), normal.stream()).forEach(SlowPage::close);
        }
    }

    private static List<SlowPage> pages(Arena arena, int number, Pace pace, int receiveBuffer) {
        return Stream.generate(() -> new SlowPage(arena, pace, receiveBuffer, arena::lastSeq))
                .limit(number)
                .toList();
    }

    private static void publish(Arena arena, int from, int to) {
        arena.publish(to - from, PER_SECOND, i -> "r" + (from + i) % RECORDS, DATA);
    }

    /** Within seconds of the last event: a delay that had grown would show. */
    private static void awaitAll(List<SlowPage> normal, int events) {
        for (SlowPage page : normal) {
            Await.until("a normal page has heard all " + events, Duration.ofSeconds(5), () -> page.events() == events);
        }
    }

    private static void converge(Arena arena, List<SlowPage> slow, Pace slowly) {
        slowly.release();
        Map<String, Long> truth = arena.truth();
        for (SlowPage page : slow) {
            Await.until("a slow page knows all that has happened", Duration.ofSeconds(40), () -> page.knows(truth));
            assertFalse(page.disorder());
        }
    }
}
