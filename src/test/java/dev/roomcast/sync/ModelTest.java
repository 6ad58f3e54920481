package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.roomcast.sync.Explorer.Result;
import dev.roomcast.sync.Model.Bounds;
import dev.roomcast.sync.Model.Parts;
import org.junit.jupiter.api.Test;

/** Checks the model of {@code MODEL.md} on the core itself, in every order of everything that can happen within the bounds. */
class ModelTest {
    private static final Bounds OPENING = new Bounds(false, 3, 1, 0, 0, 0, 0, 1);
    private static final Bounds OPENING_IN_OUTAGE = new Bounds(false, 1, 1, 0, 1, 0, 0, 0);
    private static final Bounds RECONNECT = new Bounds(true, 3, 1, 2, 0, 0, 0, 1);
    private static final Bounds OPENED = new Bounds(true, 2, 2, 0, 0, 0, 0, 0);
    private static final Bounds OUTAGE = new Bounds(true, 2, 1, 0, 1, 0, 1, 0);
    private static final Bounds NEW_EPOCH = new Bounds(true, 2, 2, 0, 1, 1, 0, 1);
    private static final Bounds RECONNECT_IN_NEW_EPOCH = new Bounds(true, 1, 2, 1, 1, 1, 0, 1);

    @Test
    void aPageThatComesBackToABusThatHasLostEverything() {
        holds("reconnect in a new epoch", RECONNECT_IN_NEW_EPOCH);
    }

    @Test
    void aPageThatOpensInAnOutage() {
        holds("opening in an outage", OPENING_IN_OUTAGE);
    }

    @Test
    void aPageThatOpensAmongEvents() {
        holds("opening", OPENING);
    }

    @Test
    void aPageThatComesBackAmongEvents() {
        holds("reconnect", RECONNECT);
    }

    @Test
    void anOutageOfTheBus() {
        holds("outage", OUTAGE);
    }

    @Test
    void aBusThatHasLostEverything() {
        holds("new epoch", NEW_EPOCH);
    }

    @Test
    void findsABusThatHidesALoss() {
        found("a bus that hides a loss", OPENED, new Parts(PlantedBugs::hidingALoss, ModelPage::new));
    }

    @Test
    void findsAHistoryThatForgetsItsFloor() {
        found("a history that forgets its floor", OPENING, new Parts(PlantedBugs::forgettingTheFloor, ModelPage::new));
    }

    @Test
    void findsASubscriptionConfirmedTooEarly() {
        found(
                "a subscription confirmed too early",
                OPENING,
                new Parts(PlantedBugs::confirmingTooEarly, ModelPage::new));
    }

    @Test
    void findsAPageThatComparesNumbersOfTwoEpochs() {
        Bounds both = new Bounds(true, 2, 2, 1, 1, 1, 0, 1);
        found("a page that compares numbers of two epochs", both, new Parts(bus -> bus, PlantedBugs.CarelessPage::new));
    }

    @Test
    void findsAPageThatTakesEveryAnswerForGood() {
        found(
                "a page that takes every answer for good",
                RECONNECT,
                new Parts(bus -> bus, PlantedBugs.TrustingPage::new));
    }

    /** What leads to the failure is as short as can be: nothing of it may be left out. */
    private static void found(String bug, Bounds bounds, Parts parts) {
        Result result = Explorer.explore(() -> new Model(bounds, parts));
        System.out.printf(
                "model, planted: %s: found among %,d states: %s; %s%n",
                bug, result.states(), result.trace(), result.failure());
        assertNotNull(result.failure(), "not found");
    }

    private static void holds(String name, Bounds bounds) {
        long started = System.nanoTime();
        Result result = Explorer.explore(() -> new Model(bounds, Parts.SOUND));
        System.out.printf(
                "model, %s: %,d interleavings through %,d states, %d ms%n",
                name, result.interleavings(), result.states(), (System.nanoTime() - started) / 1_000_000);
        assertNull(result.failure(), () -> result.failure() + ": " + result.trace());
    }
}
