package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.HubBench.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HubTest {
    private final HubBench bench = HubBench.started();
    private final Hub<Page> hub = bench.hub;

    private static String event(Position position) {
        return "files@" + position.seq() + "@" + position.epoch();
    }

    @Test
    void theFirstMemberSubscribesAndIsAnsweredWithThePosition() {
        Position before = bench.publish("files", "a");
        Page page = bench.joined("files");
        assertEquals(List.of(new Joined("files", before, true, 0)), page.answers);
        Position after = bench.publish("files", "b");
        bench.settle();
        assertEquals(List.of(event(after)), page.texts());
    }

    @Test
    void eventsThatWaitOneBehindTheOtherGoOutTogether() {
        Page page = bench.joined("files");
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            positions.add(bench.publish("files", "e" + i));
        }
        bench.arriveTogether();
        assertEquals(positions.stream().map(HubTest::event).toList(), page.texts());
        assertEquals(List.of(16, 4), page.bursts);
        assertEquals(positions.get(19), hub.positions().get("files"));
        assertEquals(20, hub.delivered());
    }

    @Test
    void anotherRoomsEventAndEverythingElseEndsABurst() {
        Page page = bench.joined("files");
        bench.join(page, "users", null);
        bench.settle();
        Position first = bench.publish("files", "a");
        bench.publish("files", "b");
        bench.publish("users", "c");
        bench.publish("files", "d");
        while (bench.line.arrive()) {
            // until nothing is under way
        }
        Page other = bench.page();
        bench.join(other, "files", first);
        Position last = bench.publish("files", "e");
        bench.arriveTogether();
        assertEquals(
                List.of("files", "files", "users", "files", "files"),
                page.texts().stream().map(text -> text.split("@", 2)[0]).toList());
        assertEquals(List.of(2), page.bursts);
        assertEquals(3, other.received.size(), "what it missed, and what came afterwards");
        assertEquals(event(last), other.texts().get(2));
    }

    @Test
    void anEventForEverybodyWaitsForNoOther() {
        Page page = bench.joined("files");
        Position first = bench.publish(Emission.GLOBAL, "a");
        bench.publish(Emission.GLOBAL, "b");
        while (bench.line.arrive()) {
            // until nothing is under way
        }
        hub.step();
        assertEquals(1, page.received.size());
        assertEquals(first, hub.positions().get(Emission.GLOBAL));
    }

    @Test
    void aResyncComesBehindTheEventsBeforeIt() {
        Page page = bench.joined("files");
        bench.publish("files", "a");
        Position last = bench.publish("files", "b");
        while (bench.line.arrive()) {
            // until nothing is under way
        }
        hub.resync("files", ResyncReason.BUS_DOWN);
        bench.drain();
        assertEquals(3, page.received.size());
        assertEquals(event(last), page.texts().get(1));
        assertEquals(List.of(2), page.bursts);
    }

    @Test
    void aJoinWithAPositionReplaysWhatWasMissedBeforeItsAnswer() {
        Position since = bench.publish("files", "a");
        Position second = bench.publish("files", "b");
        Position third = bench.publish("files", "c");
        Page page = bench.page();
        List<Integer> receivedAtAnswer = new ArrayList<>();
        hub.join(page, "files", since, joined -> {
            page.answers.add(joined);
            receivedAtAnswer.add(page.received.size());
        });
        bench.settle();
        assertEquals(List.of(event(second), event(third)), page.texts());
        assertEquals(new Joined("files", third, true, 2), page.answer());
        assertEquals(List.of(2), receivedAtAnswer);
    }

    @Test
    void aLiveRoomReplaysFromMemoryAndThenFromTheHistory() {
        bench.joined("files");
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < HubBench.HISTORY; i++) {
            positions.add(bench.publish("files", "e" + i));
        }
        bench.settle();
        Page near = bench.page();
        bench.join(near, "files", positions.get(5));
        bench.drain();
        assertEquals(2, near.answer().missed(), "answered without asking the bus");
        Page far = bench.page();
        bench.join(far, "files", positions.get(0));
        bench.drain();
        assertTrue(far.answers.isEmpty());
        bench.settle();
        assertEquals(7, far.answer().missed());
        assertTrue(far.answer().recovered());
        assertEquals(positions.subList(1, 8).stream().map(HubTest::event).toList(), far.texts());
    }

    @Test
    void aPositionThatFellOutOfTheHistoryIsNotRecovered() {
        Position old = bench.publish("files", "old");
        for (int i = 0; i <= HubBench.HISTORY; i++) {
            bench.publish("files", "e" + i);
        }
        Page first = bench.page();
        bench.join(first, "files", old);
        bench.settle();
        Page second = bench.page();
        bench.join(second, "files", old);
        bench.settle();
        for (Page page : List.of(first, second)) {
            assertFalse(page.answer().recovered());
            assertEquals(0, page.answer().missed());
            assertTrue(page.texts().isEmpty());
        }
    }

    @Test
    void anotherEpochIsNotRecovered() {
        Position position = bench.publish("files", "a");
        Page page = bench.page();
        bench.join(page, "files", new Position("another", position.seq()));
        bench.settle();
        assertEquals(new Joined("files", position, false, 0), page.answer());
    }

    @Test
    void eventsBetweenSubscriptionAndHistoryComeOnce() {
        Page page = bench.page();
        bench.join(page, "files", null);
        bench.drain();
        bench.line.arrive();
        bench.drain();
        Position during = bench.publish("files", "during");
        bench.line.arrive();
        bench.drain();
        bench.settle();
        assertEquals(during, page.answer().position());
        assertTrue(page.texts().isEmpty(), "the answer stands behind the event already");
        Position after = bench.publish("files", "after");
        bench.settle();
        assertEquals(List.of(event(after)), page.texts());
    }

    @Test
    void duplicatesAreDropped() {
        Page page = bench.joined("files");
        Position position = bench.publish("files", "a");
        Publication again = bench.line
                .world
                .history("files", page.answer().position())
                .publications()
                .get(0);
        bench.settle();
        hub.onPublication(again);
        bench.settle();
        assertEquals(List.of(event(position)), page.texts());
    }

    @Test
    void aGapIsFilledInOrder() {
        Page page = bench.joined("files");
        bench.line.deaf = true;
        Position lost = bench.publish("files", "lost");
        bench.line.deaf = false;
        Position heard = bench.publish("files", "heard");
        bench.line.arrive();
        bench.drain();
        assertTrue(page.texts().isEmpty());
        assertEquals(
                Set.of("files"), hub.check(Map.of("files", heard.seq()), null).stale());
        bench.settle();
        assertEquals(List.of(event(lost), event(heard)), page.texts());
        assertTrue(hub.check(Map.of("files", heard.seq()), null).stale().isEmpty());
    }

    @Test
    void aGapBeyondTheHistoryIsAResync() {
        Page page = bench.joined("files");
        bench.line.deaf = true;
        for (int i = 0; i < 2 * HubBench.HISTORY; i++) {
            bench.publish("files", "e" + i);
        }
        bench.line.deaf = false;
        Position last = bench.publish("files", "last");
        bench.settle();
        assertEquals(List.of("resync files gap"), page.texts());
        assertEquals(last, hub.position("files"));
    }

    @Test
    void aTickFindsAGapThatNoEventShows() {
        Page page = bench.joined("files");
        bench.line.deaf = true;
        Position lost = bench.publish("files", "lost");
        bench.settle();
        assertTrue(page.texts().isEmpty());
        hub.tick();
        bench.settle();
        assertEquals(List.of(event(lost)), page.texts());
    }

    @Test
    void anotherEpochIsAResyncAndANewPosition() {
        Page page = bench.joined("files");
        bench.publish("files", "a");
        bench.settle();
        page.received.clear();
        bench.line.cut();
        bench.line.replaceWorld();
        bench.line.restore();
        bench.settle();
        assertEquals(Set.of("resync files epoch", "resync global epoch"), Set.copyOf(page.texts()));
        page.received.clear();
        Position after = bench.publish("files", "b");
        bench.settle();
        assertEquals(List.of(event(after)), page.texts());
        assertEquals(after, hub.position("files"));
    }

    @Test
    void aLateMessageOfAFormerEpochIsDropped() {
        Page page = bench.joined("files");
        Position position = bench.publish("files", "a");
        bench.settle();
        page.received.clear();
        hub.onPublication(new Publication("files", "former", "x", 1, 2, "files:changed", "k", "{}"));
        bench.settle();
        assertTrue(page.texts().isEmpty());
        assertEquals(position, hub.position("files"));
    }

    @Test
    void whileTheBusIsDownEverythingIsStaleAndJoinsAreAnswered() {
        Page before = bench.joined("files");
        Position held = bench.publish("files", "a");
        bench.settle();
        bench.line.cut();
        bench.settle();
        assertEquals(BusState.DOWN, hub.state());
        assertEquals(
                Set.of("files"), hub.check(Map.of("files", held.seq()), null).stale());
        assertEquals(Position.UNKNOWN, hub.position("files"));
        Page with = bench.page();
        bench.join(with, "files", held);
        Page without = bench.page();
        bench.join(without, "users", null);
        bench.settle();
        assertEquals(new Joined("files", held, false, 0), with.answer());
        assertEquals(new Joined("users", Position.UNKNOWN, true, 0), without.answer());

        before.received.clear();
        Position missed = bench.publish("files", "missed");
        bench.line.restore();
        bench.settle();
        assertEquals(List.of(event(missed)), before.texts());
        assertEquals(List.of(event(missed)), with.texts());
        assertEquals(List.of("resync users gap"), without.texts(), "nobody knows what it missed");
        assertEquals(BusState.UP, hub.state());
    }

    @Test
    void aJoinUnderWayIsAnsweredWhenTheBusGoesDown() {
        Page page = bench.page();
        bench.join(page, "files", new Position("e", 5));
        bench.drain();
        bench.line.cut();
        bench.settle();
        assertEquals(new Joined("files", Position.UNKNOWN, false, 0), page.answer());
    }

    @Test
    void aJoinThatNothingAnswersIsAnsweredAfterSomeTicks() {
        Page page = bench.page();
        bench.join(page, "files", null);
        bench.drain();
        for (int i = 0; i < HubBench.SETTINGS.joinTicks(); i++) {
            assertTrue(page.answers.isEmpty());
            hub.tick();
            bench.drain();
        }
        assertEquals(new Joined("files", Position.UNKNOWN, true, 0), page.answer());
        bench.settle();
        assertEquals(List.of("resync files gap"), page.texts());
    }

    @Test
    void aFailedHistoryReadIsRepeatedByTicks() {
        Page page = bench.joined("files");
        bench.line.deaf = true;
        Position lost = bench.publish("files", "lost");
        bench.line.deaf = false;
        Position heard = bench.publish("files", "heard");
        bench.line.arrive();
        bench.drain();
        bench.line.cut = true;
        bench.settle();
        assertTrue(page.texts().isEmpty());
        bench.line.cut = false;
        hub.tick();
        bench.settle();
        assertEquals(List.of(event(lost), event(heard)), page.texts());
    }

    @Test
    void anEmptyRoomIsUnsubscribedAfterAGrace() {
        Page page = bench.joined("files");
        hub.leave(page, "files");
        bench.settle();
        for (int i = 0; i < HubBench.SETTINGS.graceTicks(); i++) {
            hub.tick();
            bench.settle();
        }
        Page reloaded = bench.joined("files");
        hub.tick();
        bench.settle();
        assertEquals(Map.of(), bench.line.unsubscribed);
        reloaded.connected = false;
        hub.leaveAll(reloaded);
        bench.settle();
        for (int i = 0; i <= HubBench.SETTINGS.graceTicks(); i++) {
            hub.tick();
            bench.settle();
        }
        assertEquals(Map.of("files", 1), bench.line.unsubscribed);
        assertEquals(Set.of(Emission.GLOBAL), hub.positions().keySet());
        assertTrue(bench.rooms.names().isEmpty());
    }

    @Test
    void whoeverClosesWhileJoiningLeavesNothingBehind() {
        Page page = bench.page();
        bench.join(page, "files", null);
        page.connected = false;
        hub.leaveAll(page);
        bench.settle();
        assertTrue(page.answers.isEmpty());
        bench.join(page, "files", null);
        bench.settle();
        assertTrue(bench.rooms.names().isEmpty());
    }

    @Test
    void globalReachesEveryConnection() {
        Page page = bench.page();
        Position position = bench.publish(Emission.GLOBAL, "a");
        bench.settle();
        assertEquals(List.of("global@" + position.seq() + "@" + position.epoch()), page.texts());
        assertTrue(hub.isReady());
    }

    @Test
    void aFullInboxDropsEventsThatAreThenFilled() {
        Page page = bench.joined("files");
        int many = HubBench.SETTINGS.inbox() + 10;
        Position last = Position.UNKNOWN;
        for (int i = 0; i < many; i++) {
            last = bench.publish("files", "e" + i);
        }
        while (bench.line.arrive()) {
            // all at once, with nobody working
        }
        assertEquals(10, hub.dropped());
        assertFalse(hub.join(page, "files", null, joined -> {}));
        bench.settle();
        hub.tick();
        bench.settle();
        assertEquals(last, hub.position("files"));
        String newest = page.texts().get(page.texts().size() - 1);
        assertTrue(newest.equals(event(last)) || newest.startsWith("resync"), newest);
    }

    @Test
    void aPublishedResyncTellsPagesAndMovesThePosition() {
        Page page = bench.joined("files");
        Position position =
                bench.line.world.publish(new Emission("r", "files", Emission.RESYNC, Reason.UPDATED, 1, "", "null"));
        bench.settle();
        assertEquals(List.of("resync files overflow"), page.texts());
        assertEquals(position, hub.position("files"));
    }

    @Test
    void aSignalIsHeard() {
        bench.line.world.signal("x");
        bench.settle();
        assertEquals(List.of("x"), bench.line.signals);
    }

    @Test
    void checkComparesNumbersAndEpochs() {
        bench.joined("files");
        Position position = bench.publish("files", "a");
        bench.settle();
        assertTrue(hub.check(Map.of("files", position.seq()), position.epoch())
                .stale()
                .isEmpty());
        assertEquals(
                Set.of("files"),
                hub.check(Map.of("files", position.seq()), "another").stale());
        assertEquals(
                Set.of("files"),
                hub.check(Map.of("files", position.seq() - 1), null).stale());
        Freshness unknown = hub.check(Map.of("users", 1L), null);
        assertEquals(Set.of("users"), unknown.stale());
        assertEquals(Map.of(), unknown.positions());
    }
}
