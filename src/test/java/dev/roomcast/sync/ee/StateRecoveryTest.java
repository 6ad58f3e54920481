package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.HubSettings;
import dev.roomcast.sync.LocalBus;
import dev.roomcast.sync.LocalLostConnections;
import dev.roomcast.sync.Lost;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.RefetchWindow;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.WorkerWish;
import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.InMemoryWebSocket;
import dev.roomcast.sync.engineio.ManualClock;
import dev.roomcast.sync.socketio.Namespace;
import dev.roomcast.sync.socketio.Socket;
import dev.roomcast.sync.socketio.SocketIoServer;
import dev.roomcast.sync.socketio.SocketIoSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateRecoveryTest {
    private static final Visitor ANNA = new Visitor("session-1", "anna", "editor", Locale.ENGLISH);
    private static final List<String> ROOMS = List.of("files", "users", "index");
    private static final int HISTORY = 10;
    private static final int MAX_ROOMS = 2;
    private static final Pattern CONNECTED = Pattern.compile("40\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"\\}");
    private static final Pattern EVENT =
            Pattern.compile("42\\[\"(\\w+):changed\",\\{.*\"id\":\"(\\w+)\".*\\},\"([a-z0-9.]+)\"\\]");

    private final ManualClock clock = new ManualClock();
    private final Set<String> forbidden = new HashSet<>();
    private final RoomPolicy policy = new RoomPolicy() {
        @Override
        public boolean mayConnect(Visitor visitor) {
            return true;
        }

        @Override
        public boolean mayJoin(Visitor visitor, String room) {
            return !forbidden.contains(room);
        }
    };
    private final SocketIoServer server = new SocketIoServer(SocketIoSettings.DEFAULTS, clock.wheel());
    private final InMemoryEngine engine = new InMemoryEngine(server);
    private final Namespace main = server.namespace("/");
    private final SyncNamespace pages = new SyncNamespace(
            main,
            policy,
            new SyncSettings(ROOMS, Map.of(), HISTORY, 60, new WorkerWish(1, true), MAX_ROOMS, new RefetchWindow(500)));
    private final LocalBus bus = new LocalBus(HISTORY, clock.wheel().time());
    private final Hub<Socket> hub =
            new Hub<>(bus, main.rooms(), pages, Runnable::run, HubSettings.DEFAULT, signal -> {}, "life1");
    private final Deque<Runnable> errands = new ArrayDeque<>();
    private final LocalLostConnections states =
            new LocalLostConnections(100, 60_000, clock.wheel().time());
    private final List<Socket> sockets = new ArrayList<>();
    private boolean storeIsDown;
    private int events;

    /** What a client knows after a CONNECT: its ids, and the events that came before. */
    private record Connected(InMemoryWebSocket page, String sid, String pid, List<String> missed, String offset) {}

    @BeforeEach
    void serve() {
        pages.serve(hub);
        main.onConnect(sockets::add);
        main.recoverBy(new StateRecovery(
                hub,
                new Fragile(),
                policy,
                ROOMS,
                new Errands(errands::add, clock.wheel().time(), 4, 100)));
        hub.start();
        work();
    }

    private final class Fragile implements LostConnections {
        @Override
        public void keep(Lost lost) {
            states.keep(lost);
        }

        @Override
        public Optional<Lost> take(String pid) {
            if (storeIsDown) {
                throw new BusDownException("down");
            }
            return states.take(pid);
        }

        @Override
        public void stop() {
            states.stop();
        }
    }

    @Test
    void aLostConnectionComesBackAsItWasBehindWhatItMissed() {
        Connected before = joined("files", "users");
        String offset = lose(before, "files", "users");
        publish("users", "b");
        publish("files", "c");
        publish("index", "elsewhere");
        Connected after = claim(before.pid, offset);
        assertEquals(before.sid, after.sid);
        assertEquals(before.pid, after.pid);
        assertEquals(Set.of("b", "c"), Set.copyOf(after.missed));
        assertEquals(2, after.missed.size());
        publish("files", "live");
        work();
        assertEquals(List.of("live"), ids(after.page.takeSent()));
    }

    @Test
    void aRecoveredSocketIsInItsRoomsWithAllThatBelongsToThem() {
        Connected before = joined("files", "users");
        Connected after = claim(before.pid, lose(before, "files"));
        Socket socket = sockets.get(1);
        assertEquals(before.sid, socket.id());
        assertEquals(Set.of(before.sid), socket.rooms());
        assertEquals(Set.of(socket), Set.copyOf(main.rooms().members("files")));
        assertTrue(say(after.page, "421[\"join\",\"index\"]")
                .contains("431[{\"ok\":false,\"error\":\"too_many_rooms\"}]"));
        assertTrue(say(after.page, "422[\"leave\",\"files\"]").contains("432[{\"ok\":true,\"room\":\"files\"}]"));
        assertTrue(main.rooms().members("files").isEmpty());
        main.to(before.sid).emit("hello");
        assertTrue(after.page.takeSent().contains("42[\"hello\"]"));
    }

    @Test
    void whatWasKeptIsTakenOnce() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        Connected first = claim(before.pid, offset);
        Connected second = claim(before.pid, offset);
        assertEquals(before.sid, first.sid);
        assertIsNew(before, second);
    }

    @Test
    void itCanBeLostAndComeBackAgainAndAgain() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        for (int i = 0; i < 3; i++) {
            publish("files", "x" + i);
            Connected after = claim(before.pid, offset);
            assertEquals(List.of("x" + i), after.missed);
            assertEquals(before.sid, after.sid);
            after.page.disconnect();
            work();
            offset = after.offset;
        }
    }

    @Test
    void whoHeardNothingYetComesBackToo() {
        Connected before = joined("files");
        before.page.disconnect();
        work();
        publish("files", "first");
        Connected after = open("40{\"pid\":\"" + before.pid + "\"}", ANNA);
        assertEquals(List.of("first"), after.missed);
        assertEquals(before.sid, after.sid);
    }

    @Test
    void replaysWhoseReceiptNobodyCanShowAreNotSentTwice() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        publish("files", "missed");
        Connected half = claim(before.pid, offset);
        half.page.disconnect();
        work();
        assertIsNew(before, claim(before.pid, offset));
    }

    @Test
    void whatHappenedToEveryoneIsMissedToo() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        publish(Emission.GLOBAL, "all");
        assertEquals(List.of("all"), claim(before.pid, offset).missed);
    }

    @Test
    void moreThanTheHistoryHoldsIsAnOrdinaryConnectionInNoRoom() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        for (int i = 0; i <= HISTORY; i++) {
            publish("files", "e" + i);
        }
        for (int i = 0; i < 300; i++) {
            publish("users", "u" + i);
        }
        // Nobody follows the room here any more, so that memory does not reach further back than the history.
        for (int i = 0; i < 10; i++) {
            hub.tick();
            work();
        }
        Connected after = claim(before.pid, offset);
        assertIsNew(before, after);
        assertEquals(List.of(), after.missed);
        assertTrue(main.rooms().members("files").isEmpty());
    }

    @Test
    void anotherVisitorGetsNothing() {
        for (Visitor other : List.of(
                new Visitor("session-2", "anna", "editor", Locale.ENGLISH),
                new Visitor("session-1", "anna", "viewer", Locale.ENGLISH),
                new Visitor("session-1", "boris", "editor", Locale.ENGLISH),
                Visitor.ANONYMOUS)) {
            Connected before = joined("files");
            String offset = lose(before, "files");
            assertIsNew(before, open(claimOf(before.pid, offset), other));
        }
    }

    @Test
    void aRoomThatIsForbiddenNowEndsIt() {
        Connected before = joined("files", "users");
        String offset = lose(before, "files");
        forbidden.add("users");
        assertIsNew(before, claim(before.pid, offset));
    }

    @Test
    void whoTookLeaveIsNotExpected() {
        Connected before = joined("files");
        String offset = lastOffset(before, "files");
        before.page.receive("41");
        before.page.disconnect();
        work();
        assertIsNew(before, claim(before.pid, offset));
    }

    @Test
    void whoIsInRoomsWithoutHistoryJoinsAgain() {
        Connected before = joined("files");
        sockets.get(0).join("lobby");
        assertIsNew(before, claim(before.pid, lose(before, "files")));
    }

    @Test
    void aStoreThatIsDownIsAnOrdinaryConnection() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        storeIsDown = true;
        assertIsNew(before, claim(before.pid, offset));
    }

    @Test
    void aStoreThatHangsIsAnOrdinaryConnectionInTimeAndTakesNothing() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        InMemoryWebSocket page = engine.connect(ANNA);
        page.takeSent();
        page.receive(claimOf(before.pid, offset));
        clock.pass(3_010);
        Connected hurried = read(page);
        assertIsNew(before, hurried);
        work();
        assertEquals(before.sid, claim(before.pid, offset).sid, "still there for the next");
    }

    @Test
    void whoGoesWhileTheClaimIsUndecidedLeavesNothingBehind() {
        Connected before = joined("files");
        String offset = lose(before, "files");
        publish("files", "missed");
        InMemoryWebSocket page = engine.connect(ANNA);
        page.receive(claimOf(before.pid, offset));
        errands.remove().run();
        page.disconnect();
        work();
        assertTrue(main.rooms().members("files").isEmpty());
        assertTrue(main.sockets().isEmpty());
        assertEquals(1, sockets.size(), "no handler heard of it");
    }

    @Test
    void aSecondConnectWhileTheClaimIsUndecidedEndsTheConnection() {
        InMemoryWebSocket page = engine.connect(ANNA);
        page.receive(claimOf("A".repeat(20), "life1.1"));
        page.receive("40");
        assertNotEquals(0, page.closeCode());
        work();
        assertTrue(main.sockets().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{}",
                "true",
                "\"\"",
                "\"x\"",
                "\"AAAAAAAAAAAAAAAAAAAA\"",
                "\"AAAAAAAAAAAAAAAAAAA*\"",
                "\"../../../../../../..\"",
                "\"\\u0000\\u0000\"",
                "[[[[\"AAAAAAAAAAAAAAAAAAAA\"]]]]",
                "HUGE"
            })
    void anythingForAPidIsAnOrdinaryConnection(String pid) {
        String named = pid.equals("HUGE") ? "\"" + "A".repeat(200_000) + "\"" : pid;
        Connected got = open("40{\"pid\":" + named + ",\"offset\":\"life1.1\"}", ANNA);
        assertFalse(got.sid.isEmpty());
        assertEquals(0, hub.failures());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "{}",
                "true",
                "\"\"",
                "\".\"",
                "\"life1\"",
                "\"life1.\"",
                "\"life1.-1\"",
                "\"life1.zzzzzzzzzzzzz\"",
                "\"LIFE1.1\"",
                "\"life1.1.-\"",
                "\"life1.1 .1\"",
                "\"life1..1\"",
                "\"lobby\"",
                "\"\\ud800\"",
                "HUGE",
                "MANY"
            })
    void anythingForAnOffsetIsAnOrdinaryConnection(String offset) {
        String named = offset.equals("HUGE") ? "\"life1." + "1".repeat(200_000) + "\"" : offset;
        named = named.equals("MANY") ? "\"life1.1" + ".1".repeat(400_000) + "\"" : named;
        Connected before = joined("files");
        lose(before, "files");
        assertIsNew(before, open("40{\"pid\":\"" + before.pid + "\",\"offset\":" + named + "}", ANNA));
        assertEquals(0, hub.failures());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "life1.zzzzzzzzzzzz",
                "life1.zzzzzzzzzzzz.zzzzzzzzzzzz.zzzzzzzzzzzz",
                "life1.0",
                "life1.9.1.1.1.1.1.1"
            })
    void aForgedOffsetDoesNoHarm(String offset) {
        Connected before = joined("files");
        lose(before, "files");
        claim(before.pid, offset);
        assertEquals(0, hub.failures());
    }

    private void assertIsNew(Connected before, Connected after) {
        assertNotEquals(before.sid, after.sid);
        assertNotEquals(before.pid, after.pid);
    }

    private Connected joined(String... rooms) {
        Connected connected = open("40", ANNA);
        for (String room : rooms) {
            say(connected.page, "421[\"join\",\"" + room + "\"]");
        }
        return connected;
    }

    /** The connection ends by an accident, after an event in each of these rooms; the offset of the last. */
    private String lose(Connected connected, String... rooms) {
        String offset = lastOffset(connected, rooms);
        connected.page.disconnect();
        work();
        return offset;
    }

    private String lastOffset(Connected connected, String... rooms) {
        connected.page.takeSent();
        for (String room : rooms) {
            publish(room, "before");
        }
        work();
        Matcher last = EVENT.matcher("");
        for (Object sent : connected.page.takeSent()) {
            Matcher event = EVENT.matcher(sent.toString());
            last = event.matches() ? event : last;
        }
        return last.group(3);
    }

    private static String claimOf(String pid, String offset) {
        return "40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
    }

    private Connected claim(String pid, String offset) {
        return open(claimOf(pid, offset), ANNA);
    }

    private Connected open(String connect, Visitor visitor) {
        InMemoryWebSocket page = engine.connect(visitor);
        page.takeSent();
        page.receive(connect);
        work();
        return read(page);
    }

    private static Connected read(InMemoryWebSocket page) {
        List<String> missed = new ArrayList<>();
        String offset = "";
        for (Object sent : page.takeSent()) {
            Matcher event = EVENT.matcher(sent.toString());
            Matcher connected = CONNECTED.matcher(sent.toString());
            if (event.matches()) {
                missed.add(event.group(2));
                offset = event.group(3);
            } else if (connected.matches()) {
                return new Connected(page, connected.group(1), connected.group(2), missed, offset);
            }
        }
        throw new AssertionError("not connected");
    }

    private static List<String> ids(List<Object> sent) {
        return sent.stream()
                .map(message -> EVENT.matcher(message.toString()))
                .filter(Matcher::matches)
                .map(event -> event.group(2))
                .toList();
    }

    private Position publish(String room, String id) {
        return bus.publish(new Emission("e" + events++, room, room + ":changed", Reason.UPDATED, 1, id, "null"));
    }

    private List<Object> say(InMemoryWebSocket page, String packet) {
        page.takeSent();
        page.receive(packet);
        work();
        return page.takeSent();
    }

    private void work() {
        boolean moved = true;
        while (moved) {
            Runnable errand = errands.poll();
            if (errand != null) {
                errand.run();
            }
            moved = hub.step() || errand != null;
        }
    }
}
