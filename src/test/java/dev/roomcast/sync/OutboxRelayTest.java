package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final RelaySettings SETTINGS = new RelaySettings(3, 100, 5_000, 6, 3_000, 2_000, 1_000);
    private static final Dependencies DEPENDENCIES =
            new Dependencies(List.of("files", "users", "categories"), Dependencies.DEFAULT);

    private final AtomicLong ms = new AtomicLong(1_000);
    private final TimeSource time = new TimeSource(() -> TimeUnit.MILLISECONDS.toNanos(ms.get()), ms::get);
    private final CuttableBus bus = new CuttableBus(time);
    private final MemoryTable table = new MemoryTable(ms::get);
    private final List<String> ownPages = new ArrayList<>();
    private final OutboxRelay relay = relay(bus, table.of("here"));

    private OutboxRelay relay(Bus over, EventOutbox outbox) {
        return new OutboxRelay(
                over,
                outbox,
                DEPENDENCIES,
                (room, reason) -> ownPages.add(room + " " + reason.wire()),
                time,
                () -> 0,
                SETTINGS);
    }

    private OutboxEvent commit(String owner, String topic, String element, String data) {
        OutboxEvent event = table.event(topic, element, data, 7);
        table.commit(owner, event);
        return event;
    }

    private OutboxEvent commit(String topic, String element) {
        OutboxEvent event = commit("here", topic, element, "{\"n\":1}");
        relay.wake(new Change(topic, Reason.UPDATED, element, null));
        return event;
    }

    private void pass(long milliseconds) {
        ms.addAndGet(milliseconds);
        while (relay.step()) {
            // until nothing more can be done
        }
    }

    @Test
    void aCommittedEventGoesToEveryRoomConcernedAndIsRemoved() {
        OutboxEvent event = commit("categories", "1");
        commit("weather", "2");
        pass(0);
        assertEquals(
                List.of("categories/categories:changed/1", "files/categories:changed/1", "global/weather:changed/2"),
                bus.ids());
        assertEquals(
                List.of(event.eventId(), event.eventId()),
                bus.published.subList(0, 2).stream().map(Emission::eventId).toList());
        assertEquals(
                "{\"reason\":\"updated\",\"seq\":5,\"worker\":7,\"scope\":\"room:files\",\"id\":\"1\",\"data\":{\"n\":1}}",
                bus.published.get(1).head() + 5 + bus.published.get(1).tail());
        assertEquals(List.of(), table.elements());
        assertEquals(3, relay.published());
    }

    private OutboxEvent commitFor(String element, String... rooms) {
        OutboxEvent event = table.event("categories", List.of(rooms), element, "1", 7);
        table.commit("here", event);
        return event;
    }

    @Test
    void namedRoomsHearOfItInsteadOfTheTopicsOwn() {
        commitFor("1", "users");
        pass(0);
        assertEquals(List.of("users/categories:changed/1", "files/categories:changed/1"), bus.ids());
    }

    @Test
    void whoAsksIsToldWhereAnEventStandsInEachRoom() {
        List<Map<String, Position>> told = new ArrayList<>();
        OutboxEvent event = commitFor("1", "users");
        relay.expect(event.eventId(), told::add);
        pass(0);
        assertEquals(List.of(bus.positions(List.of("users", "files"))), told);

        OutboxEvent forgotten = commitFor("2", "users");
        relay.expect(forgotten.eventId(), told::add);
        relay.forget(forgotten.eventId());
        pass(0);
        assertEquals(1, told.size());
    }

    @Test
    void whileTheBusIsDownWhoAsksIsToldOfNothing() {
        bus.cut = true;
        List<Map<String, Position>> told = new ArrayList<>();
        OutboxEvent event = commitFor("1", "users");
        relay.expect(event.eventId(), told::add);
        pass(0);
        assertEquals(List.of(Map.of()), told);
        assertEquals(List.of("1"), table.elements());
    }

    @Test
    void afterAnOutageAnEventForOneRoomDoesNotReplaceOneForAnother() {
        bus.cut = true;
        commit("files", "found out");
        pass(0);
        commitFor("1", "users");
        commitFor("1", "categories");
        commitFor("1", "users");
        bus.cut = false;
        pass(60_000);
        assertEquals(
                List.of(
                        "files/files:changed/found out",
                        "categories/categories:changed/1",
                        "files/categories:changed/1",
                        "users/categories:changed/1",
                        "files/categories:changed/1"),
                bus.ids());
    }

    @Test
    void whileAllIsWellEveryEventGoesOut() {
        IntStream.range(0, 7).forEach(i -> commit("files", "same"));
        pass(0);
        assertEquals(7, bus.published.size());
        assertEquals(List.of(), ownPages);
    }

    @Test
    void whatCannotBeSaidBecomesAResync() {
        commit("here", "categories", "1", null);
        commit("here", "line\nbreak", "2", "null");
        commit("files", "3");
        pass(0);
        assertEquals(
                List.of(
                        "categories/sync:resync/",
                        "files/sync:resync/",
                        "global/sync:resync/",
                        "files/files:changed/3"),
                bus.ids());
        assertEquals(List.of(), table.elements());
    }

    @Test
    void heavyEventsDoNotAddUp() {
        String heavy = "\"" + "x".repeat(90) + "\"";
        List<Integer> read = new ArrayList<>();
        EventOutbox own = table.of("here");
        OutboxRelay counting = relay(bus, new Through(own) {
            @Override
            public List<OutboxEvent> waiting(int atMost, int weight) {
                List<OutboxEvent> events = super.waiting(atMost, weight);
                read.add(events.size());
                return events;
            }
        });
        IntStream.range(0, 3).forEach(i -> commit("here", "files", "e" + i, heavy));
        while (counting.step()) {
            // until nothing waits
        }
        assertEquals(3, bus.published.size());
        assertEquals(List.of(2, 1), read);
    }

    @Test
    void duringAnOutageEventsWaitAndTheNewestOfEachElementGoesOut() {
        bus.cut = true;
        commit("files", "a");
        commit("users", "b");
        pass(0);
        commit("files", "a");
        commit("here", "users", "", null);
        commit("files", "c");
        pass(0);
        assertEquals(List.of(), bus.ids());
        assertEquals(5, table.elements().size());
        bus.cut = false;
        pass(1_000);
        // The first is how the relay finds out; of the rest, what is newer took the place of what is older.
        assertEquals(
                List.of(
                        "files/files:changed/a",
                        "users/users:changed/b",
                        "files/files:changed/a",
                        "users/sync:resync/",
                        "files/files:changed/c"),
                bus.ids());
        commit("files", "d");
        commit("files", "d");
        pass(0);
        assertEquals(7, bus.published.size());
        assertEquals(List.of(), table.elements());
    }

    @Test
    void afterAnOutageWhatIsSupersededGivesWayBeforeItsSuccessorGoesOut() {
        bus.cut = true;
        commit("users", "probe");
        commit("files", "a");
        commit("files", "a");
        OutboxEvent newest = commit("files", "a");
        pass(0);
        bus.cut = false;
        pass(1_000);
        assertEquals(List.of("users/users:changed/probe", "files/files:changed/a"), bus.ids());
        assertEquals(newest.eventId(), bus.published.get(1).eventId());
    }

    @Test
    void attemptsPauseLongerAndLonger() {
        bus.cut = true;
        commit("files", "a");
        pass(0);
        assertEquals(1, bus.attempts);
        pass(49);
        assertEquals(1, bus.attempts);
        pass(1);
        assertEquals(2, bus.attempts);
        pass(99);
        assertEquals(2, bus.attempts);
        pass(1);
        assertEquals(3, bus.attempts);
    }

    @Test
    void ownPagesAreToldAtAPace() {
        bus.cut = true;
        commit("categories", "a");
        pass(0);
        assertEquals(
                List.of("categories bus_down", "files bus_down"),
                ownPages.stream().sorted().toList());
        commit("files", "b");
        commit("users", "c");
        pass(100);
        assertEquals(List.of("users bus_down"), ownPages.subList(2, ownPages.size()));
        pass(1_900);
        assertTrue(ownPages.subList(3, ownPages.size()).contains("files bus_down"), ownPages::toString);
        bus.cut = false;
        pass(10_000);
        int told = ownPages.size();
        commit("files", "d");
        pass(10_000);
        assertEquals(told, ownPages.size());
    }

    @Test
    void tooManyBecomeAResyncThatWaitsInTheOutboxItself() {
        bus.cut = true;
        commit("users", "u");
        pass(0);
        IntStream.range(0, 6).forEach(i -> commit("files", "f" + i));
        pass(1_000);
        // Half of the bound, and one of each topic that stands for what gave way.
        assertEquals(List.of("", "", "f3", "f4", "f5"), table.elements());
        assertEquals(4, relay.lost());
        bus.cut = false;
        OutboxRelay another = relay(bus, table.of("there"));
        ms.addAndGet(10_000);
        while (another.step()) {
            // until nothing waits
        }
        assertEquals(
                List.of(
                        "users/sync:resync/",
                        "files/sync:resync/",
                        "files/files:changed/f3",
                        "files/files:changed/f4",
                        "files/files:changed/f5"),
                bus.ids());
        assertEquals(List.of(), table.elements());
    }

    @Test
    void aRetryAfterAnUnknownOutcomeIsTheSameEvent() {
        bus.mute = true;
        commit("categories", "a");
        pass(0);
        bus.mute = false;
        pass(1_000);
        assertEquals(List.of("categories/categories:changed/a", "files/categories:changed/a"), bus.ids());
        assertEquals(List.of(), table.elements());
    }

    @Test
    void whenTheBusFallsSilentHalfWayWhatWentOutIsRemovedAndToldAndTheRestWaits() {
        List<Map<String, Position>> told = new ArrayList<>();
        for (String element : List.of("1", "2")) {
            relay.expect(commitFor(element, "users").eventId(), told::add);
        }
        bus.answers = 3;
        pass(0);
        Map<String, Position> now = bus.positions(List.of("users", "files"));
        assertEquals(
                List.of("users/categories:changed/1", "files/categories:changed/1", "users/categories:changed/2"),
                bus.ids());
        assertEquals(List.of("2"), table.elements());
        assertEquals(2, told.size());
        assertEquals(now.get("files"), told.get(0).get("files"));
        assertEquals(Map.of("users", now.get("users")), told.get(1));
        assertEquals(3, relay.published());
        bus.answers = Integer.MAX_VALUE;
        pass(1_000);
        assertEquals("files/categories:changed/2", bus.ids().get(3));
        assertEquals(4, bus.published.size());
        assertEquals(List.of(), table.elements());
    }

    @Test
    void whatWentOutIsRemovedThoughWhoAskedFails() {
        OutboxEvent event = commitFor("1", "users");
        relay.expect(event.eventId(), positions -> {
            throw new IllegalStateException("this one");
        });
        pass(0);
        pass(1_000);
        assertEquals(2, bus.attempts);
        assertEquals(List.of(), table.elements());
    }

    @Test
    void whatWasPublishedAndNotRemovedIsRemovedBeforeAnythingElse() {
        commit("files", "a");
        List<Long> asked = new ArrayList<>();
        OutboxRelay failing = relay(bus, new Through(table.of("here")) {
            @Override
            public void remove(Collection<Long> numbers) {
                asked.addAll(numbers);
                if (asked.size() == 1) {
                    throw new OutboxUnavailableException("once");
                }
                super.remove(numbers);
            }
        });
        assertFalse(failing.step());
        ms.addAndGet(1_000);
        failing.step();
        assertEquals(1, bus.attempts);
        assertEquals(List.of(), table.elements());
    }

    @Test
    void anOutboxThatIsAwayIsAskedAgainAfterAPause() {
        table.away = true;
        commit("files", "a");
        pass(0);
        table.away = false;
        pass(49);
        assertEquals(List.of(), bus.ids());
        pass(1);
        assertEquals(List.of("files/files:changed/a"), bus.ids());
    }

    @Test
    void anUnexpectedFailureEndsNothing() {
        commit("files", "a");
        List<String> failures = new ArrayList<>(List.of("once"));
        OutboxRelay failing = relay(bus, new Through(table.of("here")) {
            @Override
            public List<OutboxEvent> waiting(int atMost, int weight) {
                if (!failures.isEmpty()) {
                    throw new IllegalStateException(failures.remove(0));
                }
                return super.waiting(atMost, weight);
            }
        });
        failing.step();
        ms.addAndGet(1_000);
        failing.step();
        assertEquals(List.of("files/files:changed/a"), bus.ids());
    }

    @Test
    void eventsOfADeadWorkerAreTakenOverUnderTheirOwnIds() {
        OutboxEvent orphan = commit("dead", "files", "a", "null");
        pass(0);
        ms.addAndGet(9_000);
        pass(0);
        assertEquals(List.of(), bus.ids());
        pass(3_000);
        assertEquals(List.of("files/files:changed/a"), bus.ids());
        assertEquals(orphan.eventId(), bus.published.get(0).eventId());
        assertEquals(List.of(), table.elements());
    }

    @Test
    void whoCannotReachTheBusTakesNothingOver() {
        bus.cut = true;
        commit("files", "own");
        pass(0);
        commit("dead", "files", "a", "null");
        pass(20_000);
        OutboxRelay another = relay(new CuttableBus(time), table.of("there"));
        another.step();
        assertEquals(List.of(), table.elements(), "the other one had both to itself");
    }

    @Test
    void whoLostItsEventsToAnotherDuringAnOutageTakesOverAgainAfterwards() {
        bus.cut = true;
        OutboxEvent own = commit("files", "own");
        pass(0);
        table.of("there").remove(List.of(own.number()));
        bus.cut = false;
        commit("dead", "files", "a", "null");
        pass(10_000);
        pass(3_000);
        assertEquals(List.of("files/files:changed/a"), bus.ids());
    }

    @Test
    void anOwnerThatComesBackLatePublishesNothingTwice() {
        CuttableBus shared = new CuttableBus(time);
        OutboxRelay slow = relay(shared, table.of("here"));
        OutboxRelay quick = relay(shared, table.of("there"));
        shared.mute = true;
        commit("here", "files", "a", "null");
        slow.step();
        shared.mute = false;
        ms.addAndGet(10_000);
        quick.step();
        slow.step();
        assertEquals(List.of("files/files:changed/a"), shared.ids());
    }

    @Test
    void anOwnerThatComesBackLateSaysWhatWasTakenOverBeforeWhatCameLater() {
        OutboxEvent first = commit("here", "files", "a", "null");
        ms.addAndGet(10_000);
        assertEquals(1, table.of("there").takeOver());
        commit("files", "b");
        pass(0);
        assertEquals(List.of("files/files:changed/a", "files/files:changed/b"), bus.ids());
        assertEquals(first.eventId(), bus.published.get(0).eventId());
    }

    @Test
    void stoppingPublishesWhatWaitsAndTakesNothingOver() {
        commit("dead", "files", "orphan", "null");
        IntStream.range(0, 7).forEach(i -> commit("files", "f" + i));
        ms.addAndGet(20_000);
        relay.stop();
        relay.run();
        assertEquals(7, bus.published.size());
        assertEquals(List.of("orphan"), table.elements());
    }

    @Test
    void anInterruptedRelayStillSaysWhatWaits() {
        commit("files", "1");
        Thread.currentThread().interrupt();
        relay.run();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("files/files:changed/1"), bus.ids());
    }

    @Test
    void whileNothingWaitsNothingElseIsAsked() {
        List<String> asked = new ArrayList<>();
        OutboxRelay idle = relay(bus, new Through(table.of("here")) {
            @Override
            public List<OutboxEvent> waiting(int atMost, int weight) {
                asked.add("waiting");
                return super.waiting(atMost, weight);
            }

            @Override
            public int takeOver() {
                asked.add("take over");
                return super.takeOver();
            }
        });
        idle.step();
        ms.addAndGet(60_000);
        idle.step();
        assertEquals(List.of(), asked);

        commit("dead", "files", "a", "1");
        ms.addAndGet(60_000);
        idle.step();
        assertEquals(List.of("take over", "waiting"), asked);
        assertEquals(List.of("files/files:changed/a"), bus.ids());
    }

    @Test
    void stoppingWithoutABusLeavesWhatWaitsToOthers() {
        bus.cut = true;
        commit("files", "a");
        relay.stop();
        relay.run();
        assertEquals(List.of("a"), table.elements());
    }

    /** An outbox that does as another. */
    private abstract static class Through implements EventOutbox {
        private final EventOutbox other;

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
}
