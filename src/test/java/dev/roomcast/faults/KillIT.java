package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.it.Await;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workers die under load, as by a power failure, one after the other, and are started again; one is there at any time. In the end what was
 * published is what was committed, each change once, and every page equals the database.
 */
class KillIT {
    private static final int KILLS = 20;
    private static final int MANY_KILLS = 500;
    private static final long SEED = 20_260_730;
    /** A worker has started by then even on a busy machine. */
    private static final Duration STARTED = Duration.ofSeconds(150);
    /** The others take over what a dead worker has left after some seconds. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(60);

    private static final FaultBench BENCH = FaultBench.shared();
    private static final FaultCluster CLUSTER = BENCH.cluster();

    @Test
    void whatWasCommittedIsPublishedOnceHoweverWorkersDie() {
        kill(KILLS, Long.getLong("roomcast.seed", SEED), "kill-");
    }

    @Test
    @Tag("long")
    void whatWasCommittedIsPublishedOnceForHours() {
        kill(MANY_KILLS, Long.getLong("roomcast.seed", new Random().nextLong()), "kills-");
    }

    private static void kill(int kills, long seed, String name) {
        System.out.println("roomcast.seed=" + seed + ", " + kills + " kills");
        BENCH.assertKept("the test before");
        long from = BENCH.published().place().orElseThrow().seq();
        Random random = new Random(seed);
        Map<Seat, Integer> killedAs = new LinkedHashMap<>();
        CLUSTER.seats().forEach(seat -> killedAs.put(seat, -1));
        long start = System.nanoTime();
        String made;
        try (Load load = BENCH.load(name)) {
            for (int n = 0; n < kills; n++) {
                int wanted = load.done() + 3 + random.nextInt(12);
                Await.until("changes are made", STARTED, () -> load.done() >= wanted);
                Await.until("another worker is there", STARTED, () -> ready().size() > 1);
                Seat next = ready().stream()
                        .min(Comparator.comparing(killedAs::get))
                        .orElseThrow();
                killedAs.put(next, n);
                next.kill();
                next.start();
                CLUSTER.openDoors();
            }
            made = load.toString();
        }
        System.out.printf(
                "%d kills in %d s; %s%n",
                kills, Duration.ofNanos(System.nanoTime() - start).toSeconds(), made);
        BENCH.assertKept(kills + " kills");
        assertPublishedOnce(from, FaultBench.beginning(name));
        Await.until("all workers are there again", STARTED, () -> ready().size() == FaultCluster.WORKERS);
    }

    private static List<Seat> ready() {
        CLUSTER.welcomeStarted();
        return CLUSTER.seats().stream().filter(Seat::isReady).toList();
    }

    /** Each version of each file is one event: the first as added, the others as updated. */
    private static void assertPublishedOnce(long from, String beginning) {
        Map<Long, Long> committed = CLUSTER.files(beginning);
        long start = System.nanoTime();
        try {
            Await.until("all is published", TAKEN_OVER, () -> published(from, beginning)
                    .equals(committed));
        } catch (AssertionError e) {
            assertEquals(committed, published(from, beginning), "published, by file, is what was committed");
        }
        System.out.printf(
                "%d changes of %d files committed and published, the last after %d ms%n",
                committed.values().stream().mapToLong(Long::longValue).sum(),
                committed.size(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        BENCH.assertKept("all was published");
    }

    private static Map<Long, Long> published(long from, String beginning) {
        Map<Long, Long> events = new TreeMap<>();
        BENCH.published().sweep();
        BENCH.published().all().stream()
                .filter(event -> event.seq() > from && event.json().contains("\"" + beginning))
                .forEach(event -> events.merge(Long.parseLong(event.id()), 1L, Long::sum));
        return events;
    }
}
