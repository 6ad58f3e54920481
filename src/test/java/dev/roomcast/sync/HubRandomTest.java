package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.HubBench.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random interleavings of everything that can happen to a hub. Pages behave as the browser's do: they hold a position,
 * raise it by events, refetch when told to. No page may ever skip an event unknowingly, see one twice or out of
 * order, or
 * stand elsewhere than the truth in the end.
 */
class HubRandomTest {
    private static final List<String> ROOMS = List.of("files", "users");
    private static final int RUNS = 1_500;
    private static final int ACTIONS = 150;

    @Test
    void everyPageEndsAtTheTruth() {
        for (long seed = 1; seed <= RUNS; seed++) {
            try {
                new Run(seed).play();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** What one browser page knows of one room. */
    private static final class View {
        private final Page page = new Page();
        private final String room;
        private Position shown = Position.UNKNOWN;
        private Position lastEvent = Position.UNKNOWN;
        private boolean asked;
        private boolean inside;
        private int read;

        private View(String room) {
            this.room = room;
        }
    }

    private static final class Run {
        private final Random random;
        private final HubBench bench = new HubBench();
        private final List<View> views = new ArrayList<>();
        private final List<String> epochs = new ArrayList<>();
        private final Map<String, Long> previousOf = new HashMap<>();
        private int events;

        private Run(long seed) {
            random = new Random(seed);
        }

        private void play() {
            noteEpoch();
            bench.hub.start();
            for (int i = 0; i < ACTIONS; i++) {
                act();
                views.forEach(this::browse);
            }
            bench.line.deaf = false;
            if (bench.line.cut) {
                bench.line.restore();
            }
            for (int i = 0; i < 3; i++) {
                bench.hub.tick();
                bench.settle();
                views.forEach(this::browse);
            }
            views.stream().filter(view -> view.asked).forEach(view -> {
                assertTrue(view.inside, "a join was never answered");
                assertEquals(truth(view.room), view.shown, "a page of " + view.room);
            });
        }

        private void act() {
            bench.clock.addAndGet(random.nextInt(3));
            switch (random.nextInt(24)) {
                case 0, 1, 2, 3 -> publish();
                case 4, 5, 6, 7, 8 -> bench.hub.step();
                case 9, 10, 11, 12 -> bench.line.arrive();
                case 13, 14, 15 -> bench.call();
                case 16, 17 -> open();
                case 18 -> leaveOrRejoin();
                case 19 -> bench.hub.tick();
                case 20 -> bench.line.deaf = random.nextInt(3) == 0;
                case 21 -> cutOrRestore();
                case 22 -> bench.settle();
                default -> replaceWorldSometimes();
            }
        }

        private void publish() {
            for (int i = random.nextInt(4); i >= 0; i--) {
                String room = ROOMS.get(random.nextInt(ROOMS.size()));
                long previous = truth(room).seq();
                Position position = bench.publish(room, "e" + events++);
                previousOf.put(position.epoch() + room + position.seq(), previous);
            }
        }

        private void open() {
            View view = new View(ROOMS.get(random.nextInt(ROOMS.size())));
            views.add(view);
            bench.pages.add(view.page);
            if (random.nextBoolean()) {
                // The page was rendered with a position; it joins some time later.
                view.shown = truth(view.room);
                publish();
            }
            join(view);
        }

        private void join(View view) {
            view.asked = true;
            Position since = view.shown.equals(Position.UNKNOWN) ? null : view.shown;
            if (!bench.hub.join(view.page, view.room, since, joined -> enter(view, joined))) {
                view.asked = false;
            }
        }

        private void leaveOrRejoin() {
            if (views.isEmpty()) {
                return;
            }
            View view = views.get(random.nextInt(views.size()));
            if (!view.asked) {
                join(view);
            } else if (view.inside) {
                bench.hub.leave(view.page, view.room);
                bench.drain();
                browse(view);
                view.inside = false;
                view.asked = false;
            }
        }

        private void cutOrRestore() {
            if (bench.line.cut) {
                bench.line.restore();
            } else if (random.nextBoolean()) {
                bench.line.cut();
            }
        }

        private void replaceWorldSometimes() {
            if (bench.line.cut && random.nextBoolean()) {
                bench.line.replaceWorld();
                noteEpoch();
            }
        }

        private void noteEpoch() {
            epochs.add(truth("files").epoch());
        }

        private Position truth(String room) {
            return bench.line.world.positions(List.of(room)).get(room);
        }

        /** The page takes what came. */
        private void browse(View view) {
            List<Frame> received = view.page.received;
            for (; view.read < received.size(); view.read++) {
                String text = received.get(view.read).text();
                if (text.startsWith("resync")) {
                    view.shown = text.contains(view.room) ? truth(view.room) : view.shown;
                } else {
                    take(view, text);
                }
            }
        }

        private void enter(View view, Joined answer) {
            browse(view);
            view.inside = true;
            boolean asWas = answer.recovered() && !view.shown.equals(Position.UNKNOWN);
            view.shown = asWas ? newer(view.shown, answer.position()) : truth(view.room);
        }

        private void take(View view, String text) {
            String[] part = text.split("@");
            Position event = new Position(part[2], Long.parseLong(part[1]));
            assertTrue(isAfter(event, view.lastEvent), "twice or out of order: " + text);
            view.lastEvent = event;
            assertTrue(age(event) <= age(view.shown), "a new epoch without a word");
            if (age(event) == age(view.shown) && event.seq() > view.shown.seq()) {
                long previous = previousOf.get(event.epoch() + view.room + event.seq());
                assertTrue(previous <= view.shown.seq(), "skipped in silence before " + text);
                view.shown = event;
            }
        }

        private int age(Position position) {
            return epochs.indexOf(position.epoch());
        }

        private boolean isAfter(Position one, Position other) {
            return age(one) > age(other) || (age(one) == age(other) && one.seq() > other.seq());
        }

        private Position newer(Position one, Position other) {
            return isAfter(one, other) ? one : other;
        }
    }
}
