package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Await;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that vanish without a word: their sockets stay open, and nothing is read or said on them any more. What the kernel
 * may still send to them is its own affair; the worker must hold nothing.
 */
abstract class DeadClientContract {
    static final int CLIENTS = 20;
    private static final int RECEIVE_BUFFER = 4096;
    static final Duration NOTICED = Duration.ofSeconds(20);
    private static final String DATA = "{\"filling\":\"" + "x".repeat(10_000) + "\"}";
    /** More than the kernel takes for a client, and published well before a heartbeat is missed. */
    private static final int EVENTS = 600;

    private static final int PORTION = 100;
    private static final int RATE = 4000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    /** The worker, with heartbeats of a few seconds. */
    abstract Arena arena();

    static Arena arena(Worker.Plan plan) {
        return new Arena(plan.property("roomcast.socket.ping-interval", "2000")
                .property("roomcast.socket.ping-timeout", "4000")
                .property("roomcast.socket.send-timeout", "3000")
                // All that is published waits for a client, so that an answer to a poll can get stuck.
                .property("roomcast.socket.queue-bytes", "40000000"));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
    }

    @Test
    void thoseWithAWebSocketAreForgotten() throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            webSocket();
        }
        assertAllForgotten();
    }

    @Test
    void thoseWhoseSendIsStuckAreForgotten() throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            webSocket();
        }
        // Faster than the heartbeat: their send is under way when it would be due.
        publish();
        assertAllForgotten();
    }

    @Test
    void thoseWhoPollAreForgotten() throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            PollingPage page = polling();
            if (i % 2 == 0) {
                page.ask();
            }
        }
        // Their connections are idle ones of HTTP, which the server itself ends: Payara after 30 s, WildFly after 60 s.
        arena().awaitDeserted(NOTICED);
        assertEquals(0, arena().members());
    }

    @Test
    void thoseWhoDoNotReadALongAnswerAreForgotten() throws IOException {
        List<PollingPage> pages = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            pages.add(polling());
            stayAlive(pages);
        }
        for (int i = 0; i < EVENTS; i += PORTION) {
            int first = i;
            arena().publish(PORTION, RATE, k -> "r" + (first + k), DATA);
            stayAlive(pages);
        }
        awaitDelivery(pages);
        for (int i = 0; i < CLIENTS; i++) {
            stayAlive(pages.subList(i, CLIENTS));
            // A short answer would be taken by the kernel, and its connection be an idle one of HTTP.
            assertTrue(pages.get(i).askAndLeave() > EVENTS * DATA.length(), "the answer holds everything");
        }
        assertAllForgotten();
    }

    /** Until each page's queue holds all that was published: a room's events are delivered in order. */
    private void awaitDelivery(List<PollingPage> pages) throws IOException {
        try (PollingPage reader = PollingPage.open(arena().port(), arena().cookie(), 0)) {
            reader.join(Arena.ROOM);
            arena().publish(1, RATE, i -> "last", "{}");
            stayAlive(pages);
            reader.until("\"last\"");
            stayAlive(pages);
            reader.end();
        }
    }

    /** Says for each that it is alive, so that a slow machine does not lose one before its time. */
    private static void stayAlive(List<PollingPage> pages) throws IOException {
        for (PollingPage page : pages) {
            page.say("3");
        }
    }

    private void publish() {
        arena().publish(EVENTS, RATE, i -> "r" + i, DATA);
    }

    /** Opens one that has joined the room, until the test ends. */
    RawSocket webSocket() throws IOException {
        RawSocket socket = RawSocket.open(arena().port(), arena().cookie(), RECEIVE_BUFFER, Pace.unlimited());
        open.add(socket);
        ports.add(socket.localPort());
        socket.join(Arena.ROOM);
        return socket;
    }

    private PollingPage polling() throws IOException {
        PollingPage page = PollingPage.open(arena().port(), arena().cookie(), RECEIVE_BUFFER);
        open.add(page);
        ports.add(page.localPort());
        page.join(Arena.ROOM);
        return page;
    }

    private void assertAllForgotten() {
        int threads = arena().process().threads();
        arena().awaitDeserted(NOTICED);
        assertEquals(0, arena().members());
        Await.until("no connection is left", NOTICED, () -> arena().process()
                .holds(ports)
                .isEmpty());
        assertTrue(arena().process().threads() < threads + CLIENTS, "no thread waits for a client");
    }
}
