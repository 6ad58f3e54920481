package dev.roomcast.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.OutboxEvent;
import dev.roomcast.sync.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the table of the outbox must do, whichever database holds it. */
public abstract class OutboxTableContract {
    private static final int ALL = 100;
    private static final int LIGHT = 1_000_000;

    private final DataSource database;
    private final OutboxTable here;
    private final OutboxTable there;

    /** @param database an empty one, or one that an earlier test has used */
    protected OutboxTableContract(DataSource database) {
        this.database = database;
        here = new OutboxTable(database, "here");
        there = new OutboxTable(database, "there");
    }

    @BeforeEach
    void makeTables() throws SQLException {
        Flyway.configure().dataSource(database).load().migrate();
        sql("delete from outbox");
    }

    private int sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                var changing = connection.createStatement()) {
            return changing.executeUpdate(statement);
        }
    }

    private static Change change(String topic, String id, Object data) {
        return new Change(topic, Reason.ADDED, id, data);
    }

    private void add(OutboxTable table, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            table.add(change(i % 2 == 0 ? "files" : "users", "e" + i, i), 7);
        }
    }

    private static List<String> elements(OutboxTable table) {
        return table.waiting(ALL, LIGHT).stream().map(OutboxEvent::elementId).toList();
    }

    @Test
    void whatIsAddedWaitsInOrderForItsOwner() throws SQLException {
        here.add(change("files", "1", Map.of("name", "ä😀\u0000\n")), 7);
        there.add(change("files", "2", null), 8);
        here.add(change("users", "3", List.of(true)), 7);
        List<OutboxEvent> waiting = here.waiting(ALL, LIGHT);
        OutboxEvent first = waiting.get(0);
        assertEquals(
                List.of("files", Reason.ADDED, "1", "{\"name\":\"ä😀\\u0000\\n\"}", 7L),
                List.of(
                        first.topic(),
                        first.reason(),
                        first.elementId(),
                        String.valueOf(first.data()),
                        first.worker()));
        assertEquals(36, first.eventId().length());
        assertNotEquals(first.eventId(), waiting.get(1).eventId());
        assertEquals(List.of("1", "3"), elements(here));
        assertEquals("null", there.waiting(ALL, LIGHT).get(0).data());
    }

    @Test
    void itIsEmptyWhileNothingOfAnyWorkerWaits() throws SQLException {
        assertTrue(here.isEmpty());
        there.add(change("files", "1", null), 7);
        assertFalse(here.isEmpty());
        there.remove(there.waiting(ALL, LIGHT).stream().map(OutboxEvent::number).toList());
        assertTrue(here.isEmpty());
    }

    @Test
    void whatCannotBeKeptIsAnEventWithoutData() throws SQLException {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        here.add(change("files", "1", endless), 7);
        here.add(change("files", "2", new Object()), 7);
        here.add(change("files", "3", "x".repeat(1_000_000)), 7);
        here.add(change("files", "4\u0000", 1), 7);
        here.add(change("files", "\uD800", 1), 7);
        here.add(change("files", "x".repeat(201), 1), 7);
        here.add(change("x".repeat(201), "7", 1), 7);
        for (OutboxEvent event : here.waiting(ALL, LIGHT)) {
            assertNull(event.data());
            assertEquals("", event.elementId());
        }
        assertEquals(
                List.of("files", "files", "files", "files", "files", "files", ""),
                here.waiting(ALL, LIGHT).stream().map(OutboxEvent::topic).toList());
    }

    @Test
    void namedRoomsAreKeptAndStoodForApart() throws SQLException {
        here.add("an id of its own", new Change("files", Reason.ADDED, "1", 1, List.of("index", "users")), 7);
        here.add(change("files", "2", 2), 7);
        List<OutboxEvent> waiting = here.waiting(ALL, LIGHT);
        assertEquals(
                List.of(List.of("index", "users"), List.of()),
                waiting.stream().map(OutboxEvent::rooms).toList());
        assertEquals("an id of its own", waiting.get(0).eventId());

        for (int i = 0; i < 3; i++) {
            here.add(new Change("files", Reason.ADDED, "more" + i, 1, List.of("index")), 7);
        }
        assertEquals(5, here.giveWay(0));
        assertEquals(
                List.of(List.of("index", "users"), List.of(), List.of("index")),
                here.waiting(ALL, LIGHT).stream().map(OutboxEvent::rooms).toList());
    }

    @Test
    void roomsThatCannotBeKeptBecomeAWordToEverybody() throws SQLException {
        here.add(new Change("files", Reason.ADDED, "1", 1, List.of("a,b")), 7);
        here.add(new Change("files", Reason.ADDED, "1", 1, List.of("")), 7);
        here.add(new Change("files", Reason.ADDED, "1", 1, List.of("\u0000")), 7);
        for (OutboxEvent event : here.waiting(ALL, LIGHT)) {
            assertEquals("", event.topic());
            assertNull(event.data());
        }
    }

    @Test
    void aListIsBoundedByNumberAndByWeight() throws SQLException {
        String heavy = "ä".repeat(999_998);
        for (int i = 0; i < 4; i++) {
            here.add(change("files", "e" + i, heavy), 7);
        }
        assertEquals(2, here.waiting(2, 4_000_000).size());
        assertEquals(2, here.waiting(ALL, 1_500_000).size());
        assertEquals(1, here.waiting(ALL, 1).size());
        assertEquals('"' + heavy + '"', here.waiting(ALL, 1).get(0).data());
    }

    @Test
    void removingPassesOverWhatIsGone() throws SQLException {
        add(here, 4);
        List<Long> numbers =
                here.waiting(ALL, LIGHT).stream().map(OutboxEvent::number).toList();
        here.remove(numbers.subList(1, 3));
        here.remove(numbers.subList(0, 3));
        assertEquals(List.of("e3"), elements(here));
    }

    @Test
    void whatASilentWorkerHasIsTakenOverAsAWhole() throws SQLException {
        add(here, 3);
        new OutboxTable(database, "lively").add(change("files", "young", null), 9);
        List<OutboxEvent> before = here.waiting(ALL, LIGHT);
        assertEquals(0, there.takeOver());
        sql("update outbox set owned_at = owned_at - 10001 where element_id = 'e1'");
        assertEquals(3, there.takeOver());
        assertEquals(before, there.waiting(ALL, LIGHT));
        assertEquals(0, new OutboxTable(database, "third").takeOver(), "they are young again");
        assertEquals(before, here.waiting(ALL, LIGHT), "who wrote them may be faster yet");
    }

    @Test
    void nobodyTakesOverWhatItHasAnyway() throws SQLException {
        add(here, 2);
        sql("update outbox set owned_at = owned_at - 60000");
        assertEquals(0, here.takeOver());
        assertEquals(2, there.takeOver());
        sql("update outbox set owned_at = owned_at - 60000");
        assertEquals(0, there.takeOver());
        assertEquals(0, here.takeOver());
    }

    @Test
    void aClockThatIsSetBackHidesNothing() throws SQLException {
        add(here, 1);
        sql("update outbox set owned_at = owned_at + 3600000");
        assertEquals(1, there.takeOver());
    }

    @Test
    void orphansGoToOneOnly() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                sql("delete from outbox");
                add(new OutboxTable(database, "dead"), 20);
                sql("update outbox set owned_at = owned_at - 20000");
                CyclicBarrier together = new CyclicBarrier(2);
                List<Callable<Integer>> both = List.of(() -> takeOver(here, together), () -> takeOver(there, together));
                List<Integer> taken = new ArrayList<>();
                for (Future<Integer> one : threads.invokeAll(both)) {
                    taken.add(one.get());
                }
                assertEquals(List.of(0, 20), taken.stream().sorted().toList());
                assertEquals(
                        taken, List.of(elements(here).size(), elements(there).size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int takeOver(OutboxTable table, CyclicBarrier together) throws Exception {
        together.await();
        return table.takeOver();
    }

    @Test
    void ofTooManyOnePerTopicStandsForAll() throws SQLException {
        add(there, 1);
        add(here, 10);
        List<OutboxEvent> before = here.waiting(ALL, LIGHT);
        assertEquals(0, here.giveWay(10));
        assertEquals(7, here.giveWay(6));
        List<OutboxEvent> after = here.waiting(ALL, LIGHT);
        assertEquals(List.of("", "", "e7", "e8", "e9"), elements(here));
        for (int i = 0; i < 2; i++) {
            OutboxEvent stands = after.get(i);
            OutboxEvent was = before.get(5 + i);
            assertEquals(List.of(was.number(), was.topic()), List.of(stands.number(), stands.topic()));
            assertNull(stands.data());
            assertNotEquals(was.eventId(), stands.eventId(), "the bus may know the event that it was");
        }
        assertEquals(List.of("e0"), elements(there));
    }
}
