package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.engineio.InMemoryWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Joining and leaving namespaces, and who may. */
class NamespaceTest {
    private final ServerFixture fixture = new ServerFixture();

    @Test
    void theAnswerToConnectComesBeforeWhatTheHandlerSends() {
        fixture.main()
                .onConnect(socket -> socket.emit("auth", socket.handshake().auth()));
        Peer peer = new Peer(fixture.engine).send("40{\"token\":\"x\"}");
        String sid = fixture.socket(0).id();
        assertEquals(List.of("40{\"sid\":\"" + sid + "\"}", "42[\"auth\",{\"token\":\"x\"}]"), peer.take());
        assertEquals(20, sid.length());
    }

    @Test
    void aSocketKnowsItsHandshake() {
        fixture.join();
        SocketHandshake handshake = fixture.socket(0).handshake();
        assertEquals(Visitor.ANONYMOUS, handshake.visitor());
        assertEquals("websocket", handshake.query().get("transport"));
        assertEquals(Map.of(), handshake.auth());
    }

    @Test
    void middlewaresDecideInTurn() {
        List<String> asked = new ArrayList<>();
        fixture.server
                .namespace("/guarded")
                .use((handshake, next) -> {
                    asked.add("first");
                    next.proceed();
                    next.refuse(new Refusal("too late"));
                })
                .use((handshake, next) -> {
                    asked.add("second");
                    if (handshake.auth().containsKey("token")) {
                        next.proceed();
                    } else {
                        next.refuse(new Refusal("who are you?", Map.of("code", 401)));
                    }
                });
        Peer peer = new Peer(fixture.engine).send("40/guarded");
        assertEquals(List.of("44/guarded,{\"message\":\"who are you?\",\"data\":{\"code\":401}}"), peer.take());
        peer.send("40/guarded,{\"token\":1}");
        assertTrue(peer.take().get(0).toString().startsWith("40/guarded,{\"sid\":"));
        assertEquals(List.of("first", "second", "first", "second"), asked);
    }

    @Test
    void aMiddlewareMayDecideLater() {
        List<Middleware.Next> undecided = new ArrayList<>();
        fixture.server.namespace("/slow").use((handshake, next) -> undecided.add(next));
        Peer peer = fixture.join().send("40/slow", "42[\"nothing\"]");
        assertEquals(List.of(), peer.take());
        undecided.get(0).proceed();
        undecided.get(0).proceed();
        assertEquals(1, peer.take().size());
        assertFalse(peer.closed());
    }

    @Test
    void aDecisionForAClosedConnectionIsForgotten() {
        List<Middleware.Next> undecided = new ArrayList<>();
        fixture.main().use((handshake, next) -> undecided.add(next));
        Peer peer = new Peer(fixture.engine).send("40");
        peer.webSocket().disconnect();
        undecided.get(0).proceed();
        assertEquals(List.of(), fixture.sockets);
    }

    @Test
    void aSecondConnectBeforeTheDecisionClosesAsOneAfterIt() {
        fixture.main().use((handshake, next) -> {});
        assertTrue(new Peer(fixture.engine).send("40", "40").closed());
    }

    @Test
    void aThrowingMiddlewareRefuses() {
        fixture.main().use((handshake, next) -> {
            throw new IllegalStateException("secret of the house");
        });
        Peer peer = new Peer(fixture.engine).send("40");
        assertEquals(List.of("44{\"message\":\"Internal error\"}"), peer.take());
    }

    @Test
    void aClientThatLeavesMayComeBackAsSomebodyElse() {
        List<String> reasons = new ArrayList<>();
        fixture.main().onConnect(socket -> socket.onDisconnect(reasons::add));
        Peer peer = fixture.join().send("41");
        assertEquals(List.of(), peer.take());
        assertEquals(List.of("client namespace disconnect"), reasons);
        assertFalse(fixture.socket(0).connected());
        peer.send("40");
        assertEquals(1, peer.take().size());
        assertNotEquals(fixture.socket(0).id(), fixture.socket(1).id());
        fixture.clock.pass(2_000);
        assertFalse(peer.send("42[\"m\"]").closed());
    }

    @Test
    void theServerDisconnectsFromOneNamespace() {
        List<String> reasons = new ArrayList<>();
        fixture.main().onConnect(socket -> socket.onDisconnect(reasons::add));
        Peer peer = fixture.join();
        fixture.socket(0).disconnect();
        fixture.socket(0).disconnect();
        fixture.socket(0).emit("unheard");
        assertEquals(List.of("41"), peer.take());
        assertEquals(List.of("server namespace disconnect"), reasons);
        assertFalse(peer.send("42[\"late\"]", "437[]", "41").closed());
    }

    @Test
    void theServerDisconnectsTheConnection() {
        fixture.server.namespace("/custom");
        Peer peer = fixture.join().send("40/custom");
        peer.take();
        fixture.socket(0).disconnectConnection();
        assertEquals(List.of("41", "41/custom,"), peer.take().stream().sorted().toList());
        assertTrue(peer.closed());
        assertEquals(0, fixture.server.connections());
    }

    @Test
    void theEndOfAConnectionEndsItsSockets() {
        List<String> reasons = new ArrayList<>();
        fixture.main().onConnect(socket -> socket.onDisconnect(reasons::add));
        fixture.join().webSocket().disconnect();
        fixture.join().send("4x");
        assertEquals(List.of("transport close", "parse error"), reasons);
        assertEquals(0, fixture.main().sockets().size());
        assertEquals(0, fixture.server.connections());
    }

    @Test
    void shutDownClosesWithoutDisconnectPackets() {
        List<String> reasons = new ArrayList<>();
        fixture.main().onConnect(socket -> socket.onDisconnect(reasons::add));
        Peer peer = fixture.join();
        fixture.server.close();
        assertEquals(List.of(), peer.take());
        assertTrue(peer.closed());
        assertEquals(List.of("server shutting down"), reasons);
        assertTrue(new Peer(fixture.engine).closed());
    }

    @Test
    void whoJoinsNothingInTimeIsClosed() {
        Peer idle = new Peer(fixture.engine).send("40/unknown");
        Peer prompt = new Peer(fixture.engine).send("40");
        fixture.clock.pass(900);
        assertFalse(idle.closed());
        fixture.clock.pass(200);
        assertTrue(idle.closed());
        assertFalse(prompt.closed());
    }

    @Test
    void namespacesPerConnectionAreBounded() {
        Peer peer = fixture.join();
        for (String name : List.of("/a", "/b", "/c")) {
            fixture.server.namespace(name);
            peer.send("40" + name);
        }
        List<Object> answers = peer.take();
        assertEquals("44/c,{\"message\":\"Too many namespaces\"}", answers.get(2));
        peer.send("41/a", "40/c");
        assertTrue(peer.take().get(0).toString().startsWith("40/c,{\"sid\":"));
    }

    @Test
    void namesAndLookUp() {
        assertThrows(IllegalArgumentException.class, () -> fixture.server.namespace("custom"));
        assertThrows(IllegalArgumentException.class, () -> fixture.server.namespace("/a,b"));
        fixture.join();
        assertEquals(fixture.socket(0), fixture.main().socket(fixture.socket(0).id()));
        assertNull(fixture.main().socket("nobody"));
    }

    @Test
    void whoSignsOutCannotJoinLaterOnAnOldConnection() {
        Visitor visitor = new Visitor("session", "somebody", "user", Locale.ENGLISH);
        InMemoryWebSocket unjoined = fixture.engine.connect(visitor);
        InMemoryWebSocket left = fixture.engine.connect(visitor);
        left.receive("40");
        left.receive("41");
        Peer other = fixture.join();
        fixture.server.disconnect(whom -> whom.sessionId().equals("session"));
        unjoined.receive("40");
        left.receive("40");
        assertEquals(1, fixture.main().sockets().size());
        assertEquals(1, fixture.server.connections());
        assertNotEquals(0, unjoined.closeCode());
        assertNotEquals(0, left.closeCode());
        assertFalse(other.closed());
    }

    @Test
    void whoIsDisconnectedWhileJoiningIsNotKept() {
        fixture.main().onConnect(socket -> fixture.server.disconnect(whom -> true));
        Peer peer = new Peer(fixture.engine);
        peer.webSocket().onSend(() -> fixture.server.disconnect(whom -> true));
        peer.send("40");
        assertEquals(0, fixture.main().sockets().size());
        assertEquals(0, fixture.server.connections());
    }
}
