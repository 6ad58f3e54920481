package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.KillBench.Page;
import dev.roomcast.sync.KillBench.Worker;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A worker dies at 500 random points between request and delivery. In the end what was published is what was committed,
 * once in each room, and every page has seen it all, once and in order. {@code -Droomcast.seed=N} repeats a run.
 */
class KillPointTest {
    private static final int POINTS = 500;
    private static final int MANY_POINTS = 20_000;
    private static final int ACTIONS = 120;
    private static final List<String> TOPICS = List.of("files", "users", "categories", "weather");

    /** What could be wrong with an outbox; each must be found. */
    enum Flaw {
        NONE,
        REMOVED_BEFORE_PUBLISHED,
        NEVER_TAKEN_OVER,
        TAKEN_OVER_UNDER_FRESH_IDS,
        WRITTEN_AFTER_THE_COMMIT,
        WRITTEN_BEFORE_THE_COMMIT;

        private EventOutbox of(EventOutbox outbox) {
            return switch (this) {
                case REMOVED_BEFORE_PUBLISHED -> new Hasty(outbox);
                case NEVER_TAKEN_OVER -> new Lonely(outbox);
                case TAKEN_OVER_UNDER_FRESH_IDS -> new Renaming(outbox);
                default -> outbox;
            };
        }
    }

    private static final List<Logger> LOGS = Stream.of(Outlet.class, OutboxRelay.class)
            .map(type -> Logger.getLogger(type.getName()))
            .toList();

    @BeforeAll
    static void thousandsOfOutagesAreNoNews() {
        LOGS.forEach(log -> log.setLevel(Level.OFF));
    }

    @AfterAll
    static void othersLogAgain() {
        LOGS.forEach(log -> log.setLevel(null));
    }

    @Test
    void whatIsCommittedIsPublishedOnceWhereverAWorkerDies() {
        long seed = Long.getLong("roomcast.seed", new Random().nextLong());
        System.out.println("KillPointTest: -Droomcast.seed=" + seed);
        killEverywhere(seed, POINTS, Flaw.NONE);
    }

    @Test
    @Tag("long")
    void atManyMorePoints() {
        long seed = Long.getLong("roomcast.seed", new Random().nextLong());
        System.out.println("KillPointTest: -Droomcast.seed=" + seed);
        killEverywhere(seed, MANY_POINTS, Flaw.NONE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFlawIsFound(Flaw flaw) {
        assertThrows(AssertionError.class, () -> killEverywhere(1, POINTS, flaw));
    }

    private static void killEverywhere(long seed, int points, Flaw flaw) {
        Random random = new Random(seed);
        for (int point = 1; point <= points; point++) {
            long one = random.nextLong();
            boolean outages = random.nextBoolean();
            long before = new Run(one, outages, 0, flaw).play();
            long killAt = 1 + random.nextLong(before);
            try {
                Run run = new Run(one, outages, killAt, flaw);
                run.play();
                assertTrue(run.bench.workers.get(0).dead, "nobody died");
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", run " + point + ": " + e.getMessage(), e);
            }
        }
    }

    /** One life of two workers, the first of which may die. */
    private static final class Run {
        private final Random random;
        private final boolean outages;
        private final Flaw flaw;
        private final KillBench bench;
        private int elements;

        private Run(long seed, boolean outages, long killAt, Flaw flaw) {
            this.random = new Random(seed);
            this.outages = outages;
            this.flaw = flaw;
            UnaryOperator<EventOutbox> flawed = flaw::of;
            bench = new KillBench(killAt, flawed);
        }

        /** How many points the first worker has passed. */
        private long play() {
            bench.start();
            bench.start();
            for (int i = 0; i < ACTIONS; i++) {
                List<Worker> living = bench.living();
                Worker worker = living.get(random.nextInt(living.size()));
                bench.let(worker, () -> act(worker));
            }
            long passed = bench.points;
            comeToRest();
            check();
            return passed;
        }

        private void act(Worker worker) {
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> request(worker);
                case 3, 4, 5 -> worker.relay.step();
                case 6, 7, 8, 9 -> worker.hub.step();
                case 10, 11, 12 -> worker.line.arrive();
                case 13, 14 -> worker.call();
                case 15 -> open(worker);
                case 16 -> worker.hub.tick();
                case 17 -> bench.ms.addAndGet(random.nextInt(4_000));
                case 18 -> worker.settle();
                default -> disturb(worker);
            }
        }

        private void request(Worker worker) {
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            String element = outages ? "e" + random.nextInt(3) : "e" + elements++;
            switch (flaw) {
                case WRITTEN_AFTER_THE_COMMIT -> worker.carelessRequest(topic, element, false);
                case WRITTEN_BEFORE_THE_COMMIT -> worker.carelessRequest(topic, element, true);
                default -> worker.request(topic, element, random.nextInt(8) == 0);
            }
        }

        private void open(Worker worker) {
            Page page = bench.pages.stream()
                    .filter(one -> !one.asked)
                    .findFirst()
                    .orElseGet(() -> new Page(anyRoom(), bench.pages.size()));
            if (!bench.pages.contains(page)) {
                bench.pages.add(page);
            }
            worker.join(page);
        }

        private String anyRoom() {
            return KillBench.ROOMS.get(random.nextInt(KillBench.ROOMS.size()));
        }

        private void disturb(Worker worker) {
            if (!outages) {
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> worker.line.mute = !worker.line.mute;
                case 1 -> bench.table.away = !bench.table.away;
                default -> {
                    if (worker.line.cut) {
                        worker.line.restore();
                    } else {
                        worker.line.cut();
                    }
                }
            }
        }

        /** Faults end, pages come back, and time enough passes to take over what the dead have left. */
        private void comeToRest() {
            bench.table.away = false;
            if (random.nextBoolean()) {
                bench.start();
            }
            for (Worker worker : bench.living()) {
                worker.line.mute = false;
                if (worker.line.cut) {
                    worker.line.restore();
                }
            }
            for (int second = 0; second < 30; second++) {
                bench.ms.addAndGet(1_000);
                for (Worker worker : bench.living()) {
                    bench.let(worker, () -> {
                        bench.pages.stream().filter(page -> !page.asked).forEach(worker::join);
                        worker.hub.tick();
                        worker.settle();
                    });
                }
            }
        }

        private void check() {
            Map<String, OutboxEvent> committed =
                    bench.committed.stream().collect(Collectors.toMap(OutboxEvent::eventId, event -> event));
            for (String room : KillBench.ROOMS) {
                check(room, committed);
            }
            check(Emission.GLOBAL, committed);
            assertEquals(List.of(), bench.table.elements(), "something is left in the table");
            bench.pages.forEach(this::check);
        }

        private void check(String room, Map<String, OutboxEvent> committed) {
            Set<String> published = new HashSet<>();
            Map<Long, Long> newestOf = new HashMap<>();
            for (Publication publication : bench.history(room)) {
                OutboxEvent event = committed.get(publication.eventId());
                assertTrue(event != null, "published and never committed: " + publication.json());
                assertTrue(published.add(publication.eventId()), "published twice: " + publication.json());
                Emission emission = event.emission(room);
                assertEquals(emission.head() + publication.seq() + emission.tail(), publication.json());
                Long before = newestOf.put(event.worker(), event.number());
                assertTrue(outages || before == null || before < event.number(), "out of order");
            }
            committed.values().stream()
                    .filter(event -> KillBench.DEPENDENCIES.rooms(event.topic()).contains(room))
                    .filter(event -> !published.contains(event.eventId()))
                    .forEach(event -> assertTrue(
                            outages && isSuperseded(event, published), "committed and not published: " + event));
        }

        private boolean isSuperseded(OutboxEvent event, Set<String> published) {
            return bench.committed.stream()
                    .anyMatch(other -> other.number() > event.number()
                            && other.conflationKey().equals(event.conflationKey())
                            && published.contains(other.eventId()));
        }

        private void check(Page page) {
            assertEquals(List.of(), page.faults);
            List<Long> missed = bench.history(page.room).stream()
                    .map(Publication::seq)
                    .filter(seq -> seq > page.refetchedAt && !page.seen.contains(seq))
                    .toList();
            assertEquals(List.of(), missed, "missed by a page of " + page.room);
        }
    }

    /** Does as another outbox. */
    private abstract static class Through implements EventOutbox {
        final EventOutbox other;

        private Through(EventOutbox other) {
            this.other = other;
        }

        @Override
        public boolean isEmpty() {
            return other.isEmpty();
        }

        @Override
        public List<OutboxEvent> waiting(int atMost, int weight) {
            return other.waiting(atMost, weight);
        }

        @Override
        public void remove(Collection<Long> numbers) {
            other.remove(numbers);
        }

        @Override
        public int takeOver() {
            return other.takeOver();
        }

        @Override
        public int giveWay(int most) {
            return other.giveWay(most);
        }
    }

    private static final class Hasty extends Through {
        private Hasty(EventOutbox other) {
            super(other);
        }

        @Override
        public List<OutboxEvent> waiting(int atMost, int weight) {
            List<OutboxEvent> events = super.waiting(atMost, weight);
            remove(events.stream().map(OutboxEvent::number).toList());
            return events;
        }
    }

    private static final class Lonely extends Through {
        private Lonely(EventOutbox other) {
            super(other);
        }

        @Override
        public int takeOver() {
            return 0;
        }
    }

    /** Every event that was taken over is another one. */
    private static final class Renaming extends Through {
        private boolean hasTaken;

        private Renaming(EventOutbox other) {
            super(other);
        }

        @Override
        public int takeOver() {
            int taken = super.takeOver();
            hasTaken |= taken > 0;
            return taken;
        }

        @Override
        public List<OutboxEvent> waiting(int atMost, int weight) {
            return super.waiting(atMost, weight).stream()
                    .map(event -> hasTaken ? renamed(event) : event)
                    .toList();
        }

        private static OutboxEvent renamed(OutboxEvent event) {
            return new OutboxEvent(
                    event.number(),
                    UUID.randomUUID().toString(),
                    event.topic(),
                    event.rooms(),
                    event.reason(),
                    event.elementId(),
                    event.data(),
                    event.worker());
        }
    }
}
