package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.bus.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final PublisherSettings SETTINGS = new PublisherSettings(4, 3, 2_000, 1_000);

    private final AtomicLong nanos = new AtomicLong();
    private final TimeSource time = new TimeSource(nanos::get, () -> 1_000);
    private final CuttableBus bus = new CuttableBus(time);
    private final List<String> ownPages = new ArrayList<>();
    private final Publisher publisher = new Publisher(
            bus,
            new Dependencies(List.of("files", "users", "categories"), Dependencies.DEFAULT),
            () -> 7,
            (room, reason) -> ownPages.add(room + " " + reason.wire()),
            time,
            () -> 0,
            SETTINGS);

    private boolean change(String topic, String id) {
        return publisher.offer(new Change(topic, Reason.UPDATED, id, Map.of("n", 1)));
    }

    private void pass(long ms) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
        for (int i = 0; i < 10; i++) {
            publisher.step();
        }
    }

    @Test
    void aChangeBecomesAnEventInEveryRoomConcerned() {
        change("categories", "1");
        change("weather", "2");
        pass(0);
        assertEquals(
                List.of("categories/categories:changed/1", "files/categories:changed/1", "global/weather:changed/2"),
                bus.ids());
        assertEquals(
                "{\"reason\":\"updated\",\"seq\":5,\"worker\":7,\"scope\":\"room:files\",\"id\":\"1\",\"data\":{\"n\":1}}",
                bus.published.get(1).head() + 5 + bus.published.get(1).tail());
        assertTrue(bus.published.get(2).tail().contains("\"scope\":\"global\""));
        assertEquals(3, publisher.published());
    }

    @Test
    void anAnnouncementIsAnsweredWithItsPositions() {
        List<Map<String, Position>> answers = new ArrayList<>();
        Announcement announcement =
                new Announcement("id", "files:changed", List.of("files", "users"), Reason.ADDED, "1", null);
        publisher.offer(announcement, answers::add);
        pass(0);
        assertEquals(List.of(bus.world.positions(List.of("files", "users"))), answers);
        bus.cut = true;
        publisher.offer(announcement, answers::add);
        pass(0);
        assertEquals(Map.of(), answers.get(1));
    }

    @Test
    void aPublisherThatIsInterruptedStillSaysWhatWaits() {
        change("files", "1");
        Thread.currentThread().interrupt();
        publisher.run();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("files/files:changed/1"), bus.ids());
    }

    @Test
    void dataThatContainsItselfBecomesAResyncAndThePublisherLivesOn() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        publisher.offer(new Change("files", Reason.UPDATED, "1", endless));
        pass(0);
        assertEquals(List.of("files/" + Emission.RESYNC + "/"), bus.ids());
        change("files", "2");
        pass(0);
        assertEquals(2, bus.ids().size());
    }

    @Test
    void duringAnOutageTheNewestOfEachKeyIsKeptAndPublishedInOrder() {
        bus.cut = true;
        change("files", "a");
        change("users", "b");
        change("files", "a");
        pass(0);
        change("files", "c");
        pass(0);
        assertEquals(3, publisher.kept());
        assertEquals(List.of(), bus.ids());
        bus.cut = false;
        pass(5_000);
        assertEquals(List.of("users/users:changed/b", "files/files:changed/a", "files/files:changed/c"), bus.ids());
        assertEquals(0, publisher.kept());
        change("files", "d");
        pass(0);
        assertEquals("files/files:changed/d", bus.ids().get(3));
    }

    @Test
    void attemptsPauseLongerAndLonger() {
        bus.cut = true;
        change("files", "a");
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
        for (int i = 0; i < 20; i++) {
            pass(1_000);
        }
        assertEquals(23, bus.attempts);
    }

    @Test
    void ownPagesAreToldAtAPaceAndTheLastWishIsNotForgotten() {
        bus.cut = true;
        change("files", "a");
        pass(0);
        assertEquals(List.of("files bus_down"), ownPages);
        change("files", "b");
        change("users", "c");
        pass(100);
        assertEquals(List.of("files bus_down", "users bus_down"), ownPages);
        bus.cut = false;
        pass(1_800);
        assertEquals(2, ownPages.size());
        pass(100);
        assertEquals(List.of("files bus_down", "users bus_down", "files bus_down"), ownPages);
        pass(10_000);
        assertEquals(3, ownPages.size());
    }

    @Test
    void whatCannotBeKeptBecomesAResyncOnAllWorkers() {
        bus.cut = true;
        change("users", "u");
        for (int i = 0; i < 6; i++) {
            change("files", "f" + i);
            pass(0);
        }
        bus.cut = false;
        pass(5_000);
        assertEquals("users/sync:resync/", bus.ids().get(bus.ids().size() - 1));
        assertEquals(
                1,
                bus.ids().stream()
                        .filter(id -> id.endsWith("users:changed/u") || id.equals("users/sync:resync/"))
                        .count());
    }

    @Test
    void aFullQueueBecomesAResyncOnAllWorkers() {
        for (int i = 0; i < SETTINGS.queue(); i++) {
            assertTrue(change("files", "f" + i));
        }
        assertFalse(change("categories", "lost"));
        pass(0);
        assertEquals(1, publisher.lost());
        assertTrue(
                bus.ids().containsAll(List.of("files/sync:resync/", "categories/sync:resync/")), bus.ids()::toString);
        assertEquals(SETTINGS.queue() + 2, bus.ids().size());
    }

    @Test
    void aRetryAfterAnUnknownOutcomeIsHarmless() {
        bus.mute = true;
        change("files", "a");
        pass(0);
        bus.mute = false;
        pass(5_000);
        assertEquals(List.of("files/files:changed/a"), bus.ids());
        assertEquals(0, publisher.kept());
    }

    @Test
    void whenTheBusFallsSilentHalfWayOnlyTheRestIsKept() {
        List<Map<String, Position>> answers = new ArrayList<>();
        bus.answers = 2;
        for (String id : List.of("1", "2")) {
            publisher.offer(
                    new Announcement(id, "files:changed", List.of("files", "users"), Reason.ADDED, id, null),
                    answers::add);
        }
        pass(0);
        assertEquals(List.of("files/files:changed/1", "users/files:changed/1"), bus.ids());
        assertEquals(List.of(bus.positions(List.of("files", "users")), Map.of()), answers);
        assertEquals(2, publisher.kept());
        assertEquals(2, publisher.published());
        assertEquals(
                List.of("files bus_down", "users bus_down"),
                ownPages.stream().sorted().toList());
        bus.answers = Integer.MAX_VALUE;
        pass(5_000);
        assertEquals(
                List.of("files/files:changed/2", "users/files:changed/2"),
                bus.ids().subList(2, 4));
        assertEquals(4, bus.published.size());
    }

    @Test
    void whoAsksAndFailsCostsNobodyElseTheAnswer() {
        List<Map<String, Position>> answers = new ArrayList<>();
        publisher.offer(new Change("files", Reason.UPDATED, "1", null), positions -> {
            throw new IllegalStateException("this one");
        });
        publisher.offer(new Change("files", Reason.UPDATED, "2", null), answers::add);
        pass(0);
        assertEquals(List.of(bus.positions(List.of("files"))), answers);
        assertEquals(List.of("files/files:changed/1", "files/files:changed/2"), bus.ids());
        assertEquals(0, publisher.lost());
    }

    @Test
    void aBusThatFailsUnexpectedlyMakesPagesRefetch() {
        List<Map<String, Position>> answers = new ArrayList<>();
        bus.broken = true;
        publisher.offer(new Change("files", Reason.UPDATED, "1", null), answers::add);
        pass(0);
        assertEquals(List.of(Map.of()), answers);
        assertEquals(1, publisher.lost());
        bus.broken = false;
        pass(5_000);
        assertEquals(List.of("files/sync:resync/"), bus.ids());
    }

    @Test
    void dataThatIsNoJsonBecomesAResync() {
        publisher.offer(new Change("files", Reason.ADDED, "1", new Object()));
        pass(0);
        assertEquals(List.of("files/sync:resync/"), bus.ids());
        assertEquals(1, publisher.lost());
    }

    @Test
    void whatIsAnnouncedWithinAMillisecondSharesARoundTrip() throws InterruptedException {
        Thread thread = gathering();
        assertEquals(1, publisher.published());
        Await.until("both are out", () -> {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            return publisher.published() == 3;
        });
        publisher.stop();
        thread.join();
        assertEquals(2, Integer.MAX_VALUE - bus.answers);
    }

    @Test
    void aPublisherThatIsInterruptedWhileItGathersStillSaysWhatWaits() throws InterruptedException {
        Thread thread = gathering();
        thread.interrupt();
        thread.join();
        assertEquals(3, publisher.published());
        assertEquals(0, publisher.kept());
    }

    /** One event is out, two are gathered: time stands still. */
    private Thread gathering() {
        Thread thread = new Thread(publisher::run);
        thread.setDaemon(true);
        thread.start();
        change("files", "a");
        Await.until("an event that comes alone is out", () -> publisher.published() == 1);
        change("files", "b");
        Await.until("the next one is gathered", () -> isGathering(thread));
        change("files", "c");
        return thread;
    }

    private static boolean isGathering(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("gather"));
    }

    @Test
    void stoppingPublishesWhatWaits() {
        change("files", "a");
        change("files", "b");
        publisher.stop();
        publisher.run();
        assertEquals(2, bus.ids().size());
        assertFalse(change("files", "c"));
    }
}
