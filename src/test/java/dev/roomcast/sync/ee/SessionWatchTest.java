package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.BusListener;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.History;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.SessionRegistry;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.InMemoryWebSocket;
import dev.roomcast.sync.engineio.ManualClock;
import dev.roomcast.sync.socketio.SocketIoServer;
import dev.roomcast.sync.socketio.SocketIoSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionWatchTest {
    private static final Visitor ANNA = new Visitor("s1", "anna", "editor", Locale.ENGLISH);
    private static final Visitor BORIS = new Visitor("s2", "boris", "viewer", Locale.ENGLISH);

    private final SocketIoServer server = new SocketIoServer(SocketIoSettings.DEFAULTS, new ManualClock().wheel());
    private final InMemoryEngine engine = new InMemoryEngine(server);
    private final Table table = new Table();
    private final Wire bus = new Wire();
    private final List<String> stale = new ArrayList<>();
    private boolean rejecting;
    private final SessionWatch watch = new SessionWatch(bus, () -> bus.down, server, table, this::execute, stale::add);

    private void execute(Runnable task) {
        if (rejecting) {
            throw new RejectedExecutionException("for the test");
        }
        task.run();
    }

    @BeforeEach
    void standAtTheDoor() {
        server.namespace("/").use(watch.door());
    }

    private InMemoryWebSocket page(Visitor visitor) {
        InMemoryWebSocket page = engine.connect(visitor);
        page.receive("40");
        return page;
    }

    private static boolean joined(InMemoryWebSocket page) {
        return page.sent().stream().anyMatch(sent -> sent.toString().startsWith("40"));
    }

    @Test
    void theEndOfASessionClosesAllItsPagesAndIsTold() {
        InMemoryWebSocket first = page(ANNA);
        InMemoryWebSocket second = page(ANNA);
        InMemoryWebSocket other = page(BORIS);
        watch.end("s1");
        assertTrue(first.closeCode() > 0 && second.closeCode() > 0);
        assertEquals(0, other.closeCode());
        assertTrue(first.sent().contains("41"), "it takes leave");
        assertEquals(List.of("s1"), stale);
        assertEquals(1, bus.told.size());
    }

    @Test
    void whatAnotherWorkerSaysCountsAndWhatOneSaidOneselfDoesNot() {
        InMemoryWebSocket page = page(ANNA);
        watch.onSignal("session-changed somebody-else s2");
        assertEquals(0, page.closeCode());
        watch.onSignal("session-changed somebody-else s1");
        assertTrue(page.closeCode() > 0);
        assertFalse(page.sent().contains("41"), "its client shall come again by itself");
        watch.change("s1");
        InMemoryWebSocket again = page(ANNA);
        bus.told.forEach(watch::onSignal);
        assertEquals(0, again.closeCode());
        watch.onSignal("something else");
        watch.onSignal("session-ended somebody-else s1");
        assertTrue(again.closeCode() > 0);
    }

    @Test
    void whatCouldNotBeToldIsToldWhenTheBusIsBack() {
        bus.down = true;
        watch.end("s1");
        watch.tick(0);
        assertEquals(0, bus.told.size());
        bus.down = false;
        bus.failing = true;
        watch.tick(1);
        assertEquals(0, bus.told.size());
        bus.failing = false;
        watch.tick(1);
        watch.tick(1);
        assertEquals(1, bus.told.size());
    }

    @Test
    void anExecutorThatTakesNothingDelaysButDoesNotFail() {
        InMemoryWebSocket page = page(ANNA);
        page(BORIS);
        rejecting = true;
        watch.end("s1");
        watch.tick(1);
        assertTrue(page.closeCode() > 0);
        rejecting = false;
        watch.tick(1);
        assertEquals(1, bus.told.size());
        assertEquals(1, table.asked, "the first check was not lost");
    }

    @Test
    void pagesAreCheckedEachMinuteAndWhenTheBusHasComeUp() {
        InMemoryWebSocket page = page(ANNA);
        InMemoryWebSocket other = page(BORIS);
        for (int i = 1; i < SessionWatch.TICKS_BETWEEN_CHECKS; i++) {
            watch.tick(0);
        }
        assertEquals(0, table.asked);
        watch.tick(0);
        assertEquals(1, table.asked);
        watch.tick(1);
        assertEquals(2, table.asked, "in one query for all");
        table.standing.remove(ANNA);
        watch.tick(2);
        assertTrue(page.closeCode() > 0);
        assertEquals(0, other.closeCode());
        assertEquals(List.of("s1"), stale);
    }

    @Test
    void whileTheTableCannotBeAskedPagesStayAndItIsAskedAgain() {
        InMemoryWebSocket page = page(ANNA);
        table.standing.remove(ANNA);
        table.down = true;
        watch.tick(1);
        assertEquals(0, page.closeCode());
        table.down = false;
        watch.tick(1);
        assertTrue(page.closeCode() > 0);
    }

    @Test
    void aHandshakeFromJustBeforeTheEndDoesNotBecomeAConnection() {
        InMemoryWebSocket handshake = engine.connect(ANNA);
        table.standing.remove(ANNA);
        // The session ended between the judgement of the handshake and the connection's making: nothing to close yet.
        InMemoryWebSocket late = engine.connect(ANNA);
        watch.onSignal("session-ended somebody-else s1");
        InMemoryWebSocket later = engine.connect(ANNA);
        later.receive("40");
        assertTrue(handshake.closeCode() > 0 && late.closeCode() > 0);
        assertFalse(joined(later));
        assertTrue(later.sent().stream().anyMatch(sent -> sent.toString().startsWith("44")));
        table.standing.add(ANNA);
        assertTrue(joined(page(ANNA)), "a session whose rights changed comes again");
    }

    /** The table of sessions, in memory. */
    private static final class Table implements SessionRegistry {
        private final Set<Visitor> standing = new HashSet<>(Set.of(ANNA, BORIS));
        private boolean down;
        private int asked;

        @Override
        public Set<Visitor> standing(Set<Visitor> visitors) {
            asked++;
            if (down) {
                throw new IllegalStateException("down for the test");
            }
            Set<Visitor> still = new HashSet<>(visitors);
            still.retainAll(standing);
            return still;
        }
    }

    /** A bus that only carries signals. */
    private static final class Wire implements Bus {
        private final List<String> told = new ArrayList<>();
        private boolean down;
        private boolean failing;

        @Override
        public void signal(String message) {
            if (failing) {
                throw new BusDownException("for the test");
            }
            told.add(message);
        }

        @Override
        public void start(BusListener listener) {}

        @Override
        public List<Position> publish(List<Emission> emissions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void subscribe(String room) {}

        @Override
        public void unsubscribe(String room) {}

        @Override
        public History history(String room, Position since) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Position> positions(Collection<String> rooms) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BusState state() {
            return down ? BusState.DOWN : BusState.UP;
        }

        @Override
        public void stop() {}
    }
}
