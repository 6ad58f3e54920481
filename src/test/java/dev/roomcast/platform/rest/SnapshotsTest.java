package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.bus.Await;
import dev.roomcast.sync.Position;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int MOST_WAITING = 3;
    private static final int KEPT_NANOS = 1_000;

    private final AtomicLong now = new AtomicLong();
    private final Snapshots snapshots =
            new Snapshots(new Snapshots.Limits(10_000, KEPT_NANOS, MOST_WAITING, WAIT_NANOS), now::get);
    private final Database database = new Database();

    /** What is committed, and up to where its events have been published; a reading under way goes on when it is let. */
    private static final class Database implements Snapshots.Reading {
        private final AtomicInteger readings = new AtomicInteger();
        private final BlockingQueue<Reading> underWay = new LinkedBlockingQueue<>();
        private volatile int committed;
        private volatile int published;
        private volatile boolean slow;

        private final class Reading {
            private final int seen = committed;
            private final CompletableFuture<Boolean> succeeds = new CompletableFuture<>();
        }

        void commit() {
            committed++;
        }

        void publish() {
            published = committed;
        }

        /** The next reading that has looked at the database and not answered yet. */
        Reading next() throws InterruptedException {
            return underWay.take();
        }

        @Override
        public Map<String, Position> positions() {
            return Map.of("files", new Position("e", published));
        }

        @Override
        public Snapshot read(Map<String, Position> positions) throws SQLException {
            readings.incrementAndGet();
            Reading reading = new Reading();
            if (slow) {
                underWay.add(reading);
                if (!reading.succeeds.join()) {
                    throw new SQLException("away");
                }
            }
            return new Snapshot(positions, text(reading.seen), "tag");
        }
    }

    private static byte[] text(int seen) {
        return Integer.toString(seen).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Position> told(long seq) {
        return Map.of("files", new Position("e", seq));
    }

    private int ask(Snapshots asked, Map<String, Position> told) throws SQLException {
        byte[] body = asked.get("files", told, database).body();
        return Integer.parseInt(new String(body, StandardCharsets.US_ASCII));
    }

    private int ask(Map<String, Position> told) throws SQLException {
        return ask(snapshots, told);
    }

    private CompletableFuture<Integer> asked(Map<String, Position> told) {
        return asked(snapshots, told);
    }

    /** Asks on a thread of its own. */
    private CompletableFuture<Integer> asked(Snapshots asked, Map<String, Position> told) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(ask(asked, told));
            } catch (SQLException | RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private void awaitWaiting(int count) {
        Await.until(count + " wait", () -> snapshots.waiting() == count);
    }

    @Test
    void whoHasBeenToldOfNothingNewerSharesAFormerReading() throws SQLException {
        database.commit();
        database.publish();
        assertEquals(1, ask(told(1)));
        assertEquals(1, ask(told(1)));
        assertEquals(1, ask(told(0)));
        assertEquals(1, database.readings.get());
    }

    @Test
    void whoHasBeenToldOfSomethingNewerDoesNot() throws SQLException {
        ask(told(0));
        database.commit();
        database.publish();
        assertEquals(1, ask(told(1)));
        assertEquals(2, database.readings.get());
    }

    @Test
    void whoNamesNoPositionSeesWhatNobodyHasBeenToldOfYet() throws SQLException {
        ask(Map.of());
        database.commit();
        assertEquals(1, ask(Map.of()));
    }

    @Test
    void anotherEpochAndAnotherRoomAndAnotherViewShareNothing() throws SQLException {
        ask(told(0));
        ask(Map.of("files", new Position("other", 0)));
        ask(Map.of("files", new Position("e", 0), "users", new Position("e", 0)));
        assertEquals(3, database.readings.get());
        snapshots.get("users", told(0), database);
        assertEquals(4, database.readings.get());
    }

    @Test
    void aReadingThatBeganBeforeACommitIsForNobodyWhoAskedAfterIt() throws Exception {
        database.slow = true;
        CompletableFuture<Integer> before = asked(Map.of());
        Database.Reading early = database.next();
        database.commit();
        CompletableFuture<Integer> writer = asked(Map.of());
        awaitWaiting(1);
        database.publish();
        CompletableFuture<Integer> page = asked(told(1));
        awaitWaiting(2);
        early.succeeds.complete(true);
        assertEquals(0, before.get());
        Database.Reading late = database.next();
        // It began after the event was published, so that whoever was told of that may join it.
        CompletableFuture<Integer> other = asked(told(1));
        awaitWaiting(2);
        late.succeeds.complete(true);
        assertEquals(List.of(1, 1, 1), List.of(writer.get(), page.get(), other.get()));
        assertEquals(2, database.readings.get());
    }

    @Test
    void anEventThatIsPublishedAfterTheReadingBeganCallsForAnotherAlthoughItsCommitWasSeen() throws Exception {
        database.slow = true;
        database.commit();
        CompletableFuture<Integer> first = asked(told(0));
        Database.Reading early = database.next();
        database.publish();
        CompletableFuture<Integer> second = asked(told(1));
        awaitWaiting(1);
        early.succeeds.complete(true);
        database.next().succeeds.complete(true);
        assertEquals(List.of(1, 1), List.of(first.get(), second.get()));
        assertEquals(2, database.readings.get());
    }

    @Test
    void thoseWhoAskAtTheSameTimeShareTheReadingUnderWay() throws Exception {
        database.slow = true;
        List<CompletableFuture<Integer>> all = new ArrayList<>(List.of(asked(told(0))));
        Database.Reading reading = database.next();
        for (int i = 1; i <= MOST_WAITING; i++) {
            all.add(asked(told(0)));
            awaitWaiting(i);
        }
        reading.succeeds.complete(true);
        for (CompletableFuture<Integer> one : all) {
            assertEquals(0, one.get());
        }
        assertEquals(1, database.readings.get());
    }

    @Test
    void whoFindsTooManyWaitingReadsForThemselves() throws Exception {
        database.slow = true;
        CompletableFuture<Integer> first = asked(told(0));
        Database.Reading reading = database.next();
        for (int i = 1; i <= MOST_WAITING; i++) {
            asked(told(0));
            awaitWaiting(i);
        }
        CompletableFuture<Integer> oneTooMany = asked(told(0));
        database.next().succeeds.complete(true);
        assertEquals(0, oneTooMany.get());
        reading.succeeds.complete(true);
        assertEquals(0, first.get());
    }

    @Test
    void whoWaitsForTooLongReadsForThemselvesAndTheViewRecovers() throws Exception {
        Snapshots impatient = new Snapshots(new Snapshots.Limits(10_000, KEPT_NANOS, MOST_WAITING, 1), now::get);
        database.slow = true;
        CompletableFuture<Integer> hung = asked(impatient, told(0));
        Database.Reading first = database.next();
        database.slow = false;
        database.commit();
        database.publish();
        assertEquals(1, asked(impatient, told(0)).get());
        assertEquals(1, asked(impatient, told(1)).get());
        first.succeeds.complete(true);
        assertEquals(0, hung.get());
        // What came late does not take the place of what is newer.
        assertEquals(1, asked(impatient, told(1)).get());
        assertEquals(3, database.readings.get());
    }

    @Test
    void aFailureIsToldToThoseWhoWaitedAndNotKept() throws Exception {
        database.slow = true;
        CompletableFuture<Integer> first = asked(told(0));
        Database.Reading reading = database.next();
        CompletableFuture<Integer> second = asked(told(0));
        awaitWaiting(1);
        CompletableFuture<Integer> third = asked(Map.of());
        awaitWaiting(2);
        reading.succeeds.complete(false);
        assertEquals(
                "away", assertThrows(Exception.class, first::get).getCause().getMessage());
        assertEquals(
                "away", assertThrows(Exception.class, second::get).getCause().getMessage());
        database.next().succeeds.complete(true);
        assertEquals(0, third.get());
        database.slow = false;
        assertEquals(0, ask(told(0)));
        assertEquals(2, database.readings.get());
    }

    @Test
    void nothingIsSharedForLong() throws SQLException {
        ask(told(0));
        now.addAndGet(KEPT_NANOS - 1);
        ask(told(0));
        assertEquals(1, database.readings.get());
        now.incrementAndGet();
        ask(told(0));
        assertEquals(2, database.readings.get());
    }

    @Test
    void theViewUsedLongestAgoMakesRoom() throws SQLException {
        Snapshots.Reading large = sized(3_000);
        Snapshot first = snapshots.get("first", told(0), large);
        Snapshot second = snapshots.get("second", told(0), large);
        assertSame(first, snapshots.get("first", told(0), large));
        snapshots.get("third", told(0), large);
        assertSame(first, snapshots.get("first", told(0), large));
        assertNotSame(second, snapshots.get("second", told(0), large));
        Snapshots.Reading tooLarge = sized(10_000);
        assertNotSame(snapshots.get("huge", told(0), tooLarge), snapshots.get("huge", told(0), tooLarge));
    }

    private static Snapshots.Reading sized(int bytes) {
        return new Snapshots.Reading() {
            @Override
            public Map<String, Position> positions() {
                return told(0);
            }

            @Override
            public Snapshot read(Map<String, Position> positions) {
                return new Snapshot(positions, new byte[bytes], "tag");
            }
        };
    }
}
