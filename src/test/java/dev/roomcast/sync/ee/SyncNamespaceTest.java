package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Freshness;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.HubSettings;
import dev.roomcast.sync.LocalBus;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.RefetchWindow;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.WorkerWish;
import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.InMemoryWebSocket;
import dev.roomcast.sync.engineio.ManualClock;
import dev.roomcast.sync.socketio.Namespace;
import dev.roomcast.sync.socketio.Socket;
import dev.roomcast.sync.socketio.SocketIoServer;
import dev.roomcast.sync.socketio.SocketIoSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncNamespaceTest {
    private static final RoomPolicy EVERYBODY = new RoomPolicy() {
        @Override
        public boolean mayConnect(Visitor visitor) {
            return true;
        }

        @Override
        public boolean mayJoin(Visitor visitor, String room) {
            return true;
        }
    };

    private final SocketIoServer server = new SocketIoServer(SocketIoSettings.DEFAULTS, new ManualClock().wheel());
    private final Namespace main = server.namespace("/");
    private final SyncNamespace pages = new SyncNamespace(
            main,
            EVERYBODY,
            new SyncSettings(
                    List.of("files", "users"), Map.of(), 10, 60, new WorkerWish(1, true), 1, new RefetchWindow(4)));
    /** Takes one join at a time, and none while another message waits. */
    private final LocalBus bus = new LocalBus(10, new TimeSource(() -> 0, () -> 0));

    private final Hub<Socket> hub =
            new Hub<>(bus, main.rooms(), pages, Runnable::run, new HubSettings(1, 10, 10, 5, 2, 2_000), signal -> {});

    private InMemoryWebSocket page;

    @BeforeEach
    void connect() {
        pages.serve(hub);
        hub.start();
        work();
        page = new InMemoryEngine(server).connect();
        page.receive("40");
    }

    @Test
    void leavingWhatWasNeverJoinedDoesNotBurdenTheHub() {
        assertEquals(List.of("431[{\"ok\":true,\"room\":\"files\"}]"), say("421[\"leave\",\"files\"]"));
        assertFalse(hub.step());
        say("422[\"join\",\"files\"]");
        work();
        say("423[\"leave\",\"files\"]");
        assertTrue(hub.step());
        assertTrue(main.rooms().members("files").isEmpty());
    }

    @Test
    void aRefusedJoinDoesNotForgetTheRoomThatWasJoinedBefore() {
        say("421[\"join\",\"files\"]");
        assertEquals(List.of("432[{\"ok\":false,\"error\":\"overloaded\"}]"), say("422[\"join\",\"files\"]"));
        work();
        page.takeSent();
        assertEquals(1, main.rooms().members("files").size());
        assertEquals(List.of("433[{\"ok\":false,\"error\":\"too_many_rooms\"}]"), say("423[\"join\",\"users\"]"));
    }

    @Test
    void globalIsReplayedToWhoeverAsksAndCountsAsNoRoom() {
        Position since = publishGlobal("seen");
        work();
        publishGlobal("missed");
        work();
        say("421[\"join\",\"files\"]");
        work();
        page.takeSent();
        page.receive("422[\"join\",{\"room\":\"global\",\"since\":" + since.seq() + ",\"epoch\":\"" + since.epoch()
                + "\"}]");
        work();
        List<Object> sent = page.takeSent();
        assertEquals(2, sent.size());
        assertTrue(sent.get(0).toString().contains("\"scope\":\"global\",\"id\":\"missed\""), sent::toString);
        assertEquals(
                "432[{\"ok\":true,\"room\":\"global\",\"seq\":2,\"epoch\":\"" + since.epoch()
                        + "\",\"recovered\":true,\"missed\":1}]",
                sent.get(1));
        assertEquals(
                List.of("433[{\"ok\":true,\"stale\":[\"global\"],\"seq\":{\"files\":0,\"global\":2},\"epoch\":\""
                        + since.epoch() + "\",\"epochs\":{\"files\":\"" + since.epoch() + "\",\"global\":\""
                        + since.epoch() + "\"}}]"),
                say("423[\"sync:check\",{\"files\":0,\"global\":1}]"));
    }

    @Test
    void globalCannotBeLeft() {
        say("421[\"join\",\"global\"]");
        assertEquals(List.of("432[{\"ok\":true,\"room\":\"global\"}]"), say("422[\"leave\",\"global\"]"));
        work();
        page.takeSent();
        publishGlobal("heard");
        work();
        assertEquals(1, page.takeSent().size());
    }

    @Test
    void aBusyWorkerRefusesGlobalToo() {
        say("421[\"join\",\"files\"]");
        assertEquals(List.of("432[{\"ok\":false,\"error\":\"overloaded\"}]"), say("422[\"join\",\"global\"]"));
    }

    @Test
    void anEventSaysOverWhichTimeTheRoomsPagesSpread() {
        say("421[\"join\",\"files\"]");
        work();
        page.takeSent();
        bus.publish(new Emission("one", "files", "files:changed", Reason.UPDATED, 1, "7", "null"));
        work();
        assertEquals(
                List.of(
                        "42[\"files:changed\",{\"reason\":\"updated\",\"seq\":1,\"worker\":1,\"scope\":\"room:files\",\"id\":\"7\","
                                + "\"data\":null,\"within\":293}]"),
                page.takeSent());
    }

    private Position publishGlobal(String id) {
        return bus.publish(new Emission(id, Emission.GLOBAL, "weather:changed", Reason.UPDATED, 1, id, "null"));
    }

    @Test
    void aCheckIsAnsweredWithTheEpochOfEachRoom() {
        Freshness freshness =
                new Freshness(Set.of(), Map.of("files", new Position("a", 1), "index", new Position("b", 2)));
        Map<String, Object> answer = SyncNamespace.answer(freshness);
        assertEquals(Map.of("files", 1L, "index", 2L), answer.get("seq"));
        assertEquals(Map.of("files", "a", "index", "b"), answer.get("epochs"));
    }

    private List<Object> say(String packet) {
        page.takeSent();
        page.receive(packet);
        return page.takeSent();
    }

    private void work() {
        while (hub.step()) {
            // One message more.
        }
    }
}
