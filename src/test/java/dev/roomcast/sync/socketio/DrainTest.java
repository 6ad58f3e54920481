package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final int WINDOW_MS = 1_000;

    private final ServerFixture fixture = new ServerFixture();
    private final List<Long> within = new ArrayList<>();

    private Drain drain(long windowMs) {
        return new Drain(fixture.server, fixture.main(), fixture.clock.wheel(), windowMs, (socket, ms) -> {
            within.add(ms);
            socket.emit("sync:drain", Map.of("within", ms));
        });
    }

    private List<Peer> peers(int count) {
        return IntStream.range(0, count).mapToObj(n -> fixture.join()).toList();
    }

    @Test
    void clientsAreToldInEqualSlicesOverTheWholeWindow() {
        peers(30);
        Drain drain = drain(WINDOW_MS);
        assertTrue(drain.begin());
        assertFalse(drain.begin(), "once");
        List<Integer> told = new ArrayList<>();
        for (int slice = 0; slice < 10; slice++) {
            // A tick of the wheel late at most, and not into the next slice.
            fixture.clock.pass(slice == 0 ? 50 : 100);
            told.add(within.size());
        }
        assertEquals(List.of(3, 6, 9, 12, 15, 18, 21, 24, 27, 30), told);
        assertTrue(within.stream().allMatch(ms -> ms == WINDOW_MS / 10));
        fixture.clock.pass(WINDOW_MS);
        assertEquals(30, within.size(), "nobody twice");
    }

    @Test
    void fewClientsAreSpreadToo() {
        peers(2);
        drain(WINDOW_MS).begin();
        fixture.clock.pass(WINDOW_MS / 2 - 50);
        assertEquals(1, within.size());
        fixture.clock.pass(100);
        assertEquals(2, within.size());
    }

    @Test
    void whoComesWhileItRunsIsTold() {
        drainWithOneWhoComesLate();
        assertEquals(2, within.size());
    }

    private void drainWithOneWhoComesLate() {
        peers(1);
        drain(WINDOW_MS).begin();
        fixture.clock.pass(700);
        peers(1);
        fixture.clock.pass(300);
    }

    @Test
    void whenEverybodyHasGoneItIsOverAtOnce() {
        List<Peer> peers = peers(2);
        Drain drain = drain(WINDOW_MS);
        drain.begin();
        fixture.clock.pass(200);
        assertFalse(drain.isOver());
        peers.forEach(peer -> peer.webSocket().disconnect());
        fixture.clock.pass(100);
        assertTrue(drain.isOver());
    }

    @Test
    void withNobodyConnectedItDoesNotWait() throws InterruptedException {
        Drain drain = drain(600_000);
        drain.begin();
        assertTrue(drain.isOver());
        drain.await();
    }

    @Test
    void whoStaysIsClosedALittleAfterTheWindow() {
        List<Peer> peers = peers(3);
        Drain drain = drain(WINDOW_MS);
        drain.begin();
        fixture.clock.pass(WINDOW_MS);
        assertFalse(drain.isOver());
        assertTrue(peers.stream().noneMatch(Peer::closed));
        fixture.clock.pass(1_100);
        assertTrue(drain.isOver());
        fixture.clock.pass(2_000);
        assertTrue(peers.stream().allMatch(Peer::closed));
    }

    @Test
    void aWindowOfZeroClosesEverybodyAtOnce() {
        List<Peer> peers = peers(2);
        Drain drain = drain(0);
        drain.begin();
        assertTrue(drain.isOver());
        fixture.clock.pass(2_000);
        assertTrue(peers.stream().allMatch(Peer::closed));
        assertEquals(List.of(), within);
    }
}
