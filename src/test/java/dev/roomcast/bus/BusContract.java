package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.History;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publication;
import dev.roomcast.sync.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bus must do. */
abstract class BusContract {
    static final int HISTORY = 10;

    Bus bus;
    Heard heard;

    /** A bus of an empty world that keeps {@link #HISTORY} events per room. */
    abstract Bus newBus();

    @BeforeEach
    void startBus() {
        heard = new Heard();
        bus = newBus();
        bus.start(heard);
        Await.until("the bus is up", () -> heard.state() == BusState.UP);
    }

    @AfterEach
    void stopBus() {
        bus.stop();
    }

    static Emission emission(String eventId, String room) {
        return new Emission(eventId, room, room + ":changed", Reason.UPDATED, 7, "42", "{\"name\":\"ä😀\"}");
    }

    void subscribe(String room) {
        long before = heard.subscriptions(room);
        bus.subscribe(room);
        Await.until(room + " is subscribed", () -> heard.subscriptions(room) > before);
    }

    List<Position> publish(String room, int count) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            positions.add(bus.publish(emission(room + System.nanoTime() + "-" + i, room)));
        }
        return positions;
    }

    /** In as many round trips as the bus wants. */
    List<Position> publishAll(List<Emission> emissions) {
        List<Position> positions = new ArrayList<>();
        while (positions.size() < emissions.size()) {
            List<Position> more = bus.publish(emissions.subList(positions.size(), emissions.size()));
            assertFalse(more.isEmpty());
            positions.addAll(more);
        }
        return positions;
    }

    @Test
    void anEventReachesTheSubscriberWithItsPosition() {
        subscribe("files");
        long before = System.currentTimeMillis();
        Position position = bus.publish(emission("e1", "files"));
        Await.until("the event arrives", () -> heard.hasEvent("e1"));
        Publication publication = heard.publications.get(0);
        assertEquals(position, publication.position());
        assertTrue(Math.abs(position.seq() - before) < 60_000, "seq is in ms since 1970");
        assertEquals(0, publication.previousSeq());
        assertEquals("files", publication.room());
        assertEquals("files:changed", publication.name());
        assertEquals(emission("e1", "files").conflationKey(), publication.conflationKey());
        assertEquals(
                "{\"reason\":\"updated\",\"seq\":" + position.seq()
                        + ",\"worker\":7,\"scope\":\"room:files\",\"id\":\"42\",\"data\":{\"name\":\"ä😀\"}}",
                publication.json());
    }

    @Test
    void numbersRiseStrictlyAndNameTheirPredecessor() {
        subscribe("files");
        List<Position> positions = publish("files", 50);
        Await.until("all arrive", () -> heard.publications.size() == 50);
        long previous = 0;
        for (int i = 0; i < 50; i++) {
            assertEquals(previous, heard.publications.get(i).previousSeq());
            previous = positions.get(i).seq();
            assertEquals(previous, heard.publications.get(i).seq());
        }
    }

    @Test
    void emittersAtOnceAreHeardInOneOrderWithoutAHole() throws InterruptedException {
        subscribe("files");
        List<Thread> emitters = IntStream.range(0, 4)
                .mapToObj(n -> new Thread(() -> publish("files", 100)))
                .toList();
        emitters.forEach(Thread::start);
        for (Thread emitter : emitters) {
            emitter.join();
        }
        Await.until("all arrive", () -> heard.publications.size() == 400);
        long previous = 0;
        for (Publication publication : heard.publications) {
            assertEquals(previous, publication.previousSeq());
            assertTrue(publication.seq() > previous);
            previous = publication.seq();
        }
        assertEquals(previous, bus.positions(List.of("files")).get("files").seq());
    }

    @Test
    void manyAtOnceAreHeardInTheirOrderAndOnce() {
        subscribe("files");
        subscribe("users");
        List<Emission> emissions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            emissions.add(emission("m" + i, i % 3 == 0 ? "users" : "files"));
        }
        Position known = bus.publish(emissions.get(7));
        List<Position> positions = publishAll(emissions);
        assertEquals(known, positions.get(7));
        assertEquals(positions, publishAll(emissions));
        Await.until("all arrive", () -> heard.publications.size() == 40);
        for (String room : List.of("files", "users")) {
            long previous = 0;
            for (Publication publication : heard.publications) {
                if (publication.room().equals(room)) {
                    int index = Integer.parseInt(publication.eventId().substring(1));
                    assertEquals(positions.get(index), publication.position());
                    assertEquals(previous, publication.previousSeq());
                    previous = publication.seq();
                }
            }
            assertEquals(previous, bus.positions(List.of(room)).get(room).seq());
        }
    }

    @Test
    void roomsAreCountedApart() {
        Position files = publish("files", 3).get(2);
        Position global = bus.publish(emission("g", Emission.GLOBAL));
        Map<String, Position> positions = bus.positions(List.of("files", Emission.GLOBAL, "users"));
        assertEquals(files, positions.get("files"));
        assertEquals(global, positions.get(Emission.GLOBAL));
        assertEquals(0, positions.get("users").seq());
        assertNotEquals("", positions.get("users").epoch());
    }

    @Test
    void onlySubscribedRoomsAreHeard() {
        subscribe("files");
        bus.publish(emission("u", "users"));
        bus.publish(emission("f", "files"));
        Await.until("the subscribed one arrives", () -> heard.hasEvent("f"));
        assertFalse(heard.hasEvent("u"));
    }

    @Test
    void aRoomGivenUpAndWantedAgainIsConfirmedAgain() {
        subscribe("files");
        bus.unsubscribe("files");
        subscribe("files");
        bus.publish(emission("again", "files"));
        Await.until("it is heard", () -> heard.hasEvent("again"));
        bus.unsubscribe("files");
        subscribe("users");
        bus.publish(emission("gone", "files"));
        bus.publish(emission("after", "users"));
        Await.until("the other room goes on", () -> heard.hasEvent("after"));
        assertFalse(heard.hasEvent("gone"));
    }

    @Test
    void aRepeatedEventIsTheSameEvent() {
        subscribe("files");
        Position first = bus.publish(emission("once", "files"));
        Position other = bus.publish(emission("other", "files"));
        assertEquals(first, bus.publish(emission("once", "files")));
        assertEquals(other, bus.positions(List.of("files")).get("files"));
        bus.publish(emission("last", "files"));
        Await.until("the last arrives", () -> heard.hasEvent("last"));
        assertEquals(3, heard.publications.size());
    }

    @Test
    void anEventIdIsKnownAfterTheHistoryHasForgottenItsEvent() {
        Position first = bus.publish(emission("once", "files"));
        Position last = publish("files", 2 * HISTORY).get(2 * HISTORY - 1);
        assertFalse(bus.history("files", new Position(first.epoch(), 0)).recovered());
        assertEquals(first, bus.publish(emission("once", "files")));
        assertEquals(last, bus.positions(List.of("files")).get("files"));
    }

    @Test
    void theSameEventIdInTwoRoomsIsTwoEvents() {
        bus.publish(emission("both", "files"));
        bus.publish(emission("both", "users"));
        assertNotEquals(0, bus.positions(List.of("users")).get("users").seq());
    }

    @Test
    void historyHoldsExactlyWhatCameAfter() {
        List<Position> positions = publish("files", 5);
        History history = bus.history("files", positions.get(1));
        assertTrue(history.recovered());
        assertEquals(positions.get(4), history.position());
        assertEquals(
                positions.subList(2, 5),
                history.publications().stream().map(Publication::position).toList());
        History nothing = bus.history("files", positions.get(4));
        assertTrue(nothing.recovered());
        assertTrue(nothing.publications().isEmpty());
    }

    @Test
    void historyFromBeforeTheFirstEventIsWhole() {
        Position empty = bus.positions(List.of("files")).get("files");
        publish("files", 3);
        History history = bus.history("files", empty);
        assertTrue(history.recovered());
        assertEquals(3, history.publications().size());
    }

    @Test
    void historyIsBoundedAndSaysSo() {
        List<Position> positions = publish("files", HISTORY + 5);
        History floor = bus.history("files", positions.get(4));
        assertTrue(floor.recovered(), "the newest that fell out is the floor");
        assertEquals(HISTORY, floor.publications().size());
        History below = bus.history("files", positions.get(3));
        assertFalse(below.recovered());
        assertTrue(below.publications().isEmpty());
        assertEquals(positions.get(HISTORY + 4), below.position());
    }

    @Test
    void anotherEpochIsNotRecovered() {
        Position position = publish("files", 2).get(0);
        assertFalse(
                bus.history("files", new Position("another", position.seq())).recovered());
        assertFalse(bus.history("files", Position.UNKNOWN).recovered());
    }

    @Test
    void signalsReachEveryListener() {
        bus.signal("session over");
        Await.until("it is heard", () -> heard.signals.contains("session over"));
    }

    @Test
    void aStoppedBusIsSilent() {
        subscribe("files");
        bus.stop();
        int states = heard.states.size();
        bus.stop();
        assertEquals(states, heard.states.size());
    }
}
