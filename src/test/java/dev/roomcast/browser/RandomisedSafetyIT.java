package dev.roomcast.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.roomcast.it.Cluster;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A person types, composes, selects text and rows, presses, scrolls and fills in dialogs, in small random steps, while others change the same
 * list on another worker. After each step all is as the person left it, and whenever they rest the page equals the database. The seed is fixed, or given by
 * {@code -Droomcast.seed}, and printed.
 */
class RandomisedSafetyIT {

    private static final long SEED = 20_260_728;
    private static final int STEPS = 2_000;
    private static final int LONG_STEPS = 200_000;
    private static final int BEFORE = 5;
    private static final int AFTER = 11;

    /** A scroll position is a whole number of pixels, the height of a row is not. */
    private static final double ROUNDING_PX = 3;

    @Test
    void aPersonIsNeverDisturbed() {
        long seed = Long.getLong("roomcast.seed", SEED);
        walk(seed, STEPS, "rnd-");
    }

    @Test
    @Tag("long")
    void aPersonIsNeverDisturbedForHours() {
        long seed = Long.getLong("roomcast.seed", new Random().nextLong());
        walk(seed, LONG_STEPS, "long-");
    }

    private static void walk(long seed, int steps, String beginning) {
        System.out.println("roomcast.seed=" + seed + ", " + steps + " steps");
        try (TwoBrowsers browsers = new TwoBrowsers()) {
            new Walk(browsers, new Random(seed), beginning).go(seed, steps);
        }
    }

    private static final class Walk {
        private final Random random;
        private final FilesPage files;
        private final Sight sight;
        private final Others others;
        private final Person person;
        private final Deque<String> story = new ArrayDeque<>();
        private Map<?, ?> left = Map.of();

        Walk(TwoBrowsers browsers, Random random, String beginning) {
            this.random = random;
            others = new Others(browsers.api(), random, beginning);
            IntStream.range(0, BEFORE).forEach(n -> others.createLasting("00" + n + " stays"));
            String middle = others.createLasting("5 stays");
            IntStream.range(0, AFTER).forEach(n -> others.createLasting("x" + n + " stays"));
            files = FilesPage.in(
                    browsers.second().page().context(), Cluster.shared().second());
            sight = Sight.of(files.page());
            files.open(beginning);
            person = new Person(files, sight, random, beginning, middle);
            left = sight.look();
        }

        void go(long seed, int steps) {
            int step = 0;
            try {
                for (; step < steps; step++) {
                    step();
                }
                rest();
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + ", step " + step + ", after " + String.join("; ", story), e);
            }
        }

        private void step() {
            int what = random.nextInt(20);
            if (what < 12) {
                tell(person.act());
                left = sight.look();
                person.typed().ifPresent(this::assertTyped);
            } else if (what < 17) {
                tell("others change");
                others.change();
            } else if (what < 19) {
                tell("all arrives");
                files.page().waitForCondition(() -> sight.arrived() >= others.changes());
            } else if (random.nextInt(4) == 0) {
                rest();
            }
            assertEquals(left, sight.look());
            assertTrue(sight.moved() <= ROUNDING_PX, () -> "the row moved by " + sight.moved() + " px");
        }

        private void assertTyped(Typed typed) {
            assertEquals(typed.text(), left.get("text"));
            assertEquals(typed.caret(), left.get("caret"));
            assertEquals(typed.composing(), left.get("composing"));
        }

        private void rest() {
            tell("rests");
            person.rest();
            left = sight.look();
            List<String> truth = others.list();
            files.page()
                    .waitForCondition(
                            () -> truth.equals(files.rows()) && files.chip().isHidden());
        }

        private void tell(String what) {
            story.addLast(what);
            if (story.size() > 30) {
                story.removeFirst();
            }
        }
    }
}
