package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rooms, and who hears what is sent to them. */
class BroadcastTest {
    private final ServerFixture fixture = new ServerFixture();
    private final List<Peer> peers =
            IntStream.range(0, 4).mapToObj(i -> fixture.join()).toList();
    private final List<BroadcastAnswers> answers = new ArrayList<>();

    BroadcastTest() {
        fixture.socket(0).join("red");
        fixture.socket(1).join("red");
        fixture.socket(1).join("blue");
        fixture.socket(2).join("blue");
    }

    private List<Integer> whoHeard() {
        return IntStream.range(0, peers.size())
                .filter(i -> {
                    List<Object> taken = peers.get(i).take();
                    assertTrue(taken.size() < 2, "each socket once");
                    return !taken.isEmpty();
                })
                .boxed()
                .toList();
    }

    @Test
    void targets() {
        Namespace main = fixture.main();
        main.emit("m");
        assertEquals(List.of(0, 1, 2, 3), whoHeard());
        main.to("red").emit("m");
        assertEquals(List.of(0, 1), whoHeard());
        main.to("red").to("blue").emit("m");
        assertEquals(List.of(0, 1, 2), whoHeard());
        main.to("red").except("blue").emit("m");
        assertEquals(List.of(0), whoHeard());
        main.except("red").emit("m");
        assertEquals(List.of(2, 3), whoHeard());
        main.except("red").except("blue").emit("m");
        assertEquals(List.of(3), whoHeard());
        main.to("nobody's").emit("m");
        assertEquals(List.of(), whoHeard());
        main.to(fixture.socket(3).id()).emit("m");
        assertEquals(List.of(3), whoHeard());
        fixture.socket(0).to("red").emit("m");
        assertEquals(List.of(1), whoHeard());
        fixture.socket(0).others().emit("m");
        assertEquals(List.of(1, 2, 3), whoHeard());
    }

    @Test
    void aBroadcastInTheMakingIsImmutable() {
        Broadcast red = fixture.main().to("red");
        red.to("blue");
        red.except("red");
        red.emit("m");
        assertEquals(List.of(0, 1), whoHeard());
    }

    @Test
    void namespacesDoNotShareRooms() {
        List<Socket> others = new ArrayList<>();
        fixture.server.namespace("/other").onConnect(others::add);
        Peer other = Peer.joined(fixture.engine, "/other");
        others.get(0).join("red");
        fixture.main().to("red").emit("m");
        assertEquals(List.of(), other.take());
        fixture.server.namespace("/other").to("red").emit("m");
        assertEquals(List.of("42/other,[\"m\"]"), other.take());
        assertEquals(List.of(0, 1), whoHeard());
    }

    @Test
    void joiningAndLeaving() {
        Socket socket = fixture.socket(0);
        assertEquals(Set.of("red", socket.id()), socket.rooms());
        assertTrue(socket.join("red"));
        assertTrue(socket.join("a") && socket.join("b"));
        assertFalse(socket.join("one too many"));
        assertTrue(socket.join("a"));
        socket.leave("red");
        socket.leave("never joined");
        fixture.main().to("red").emit("m");
        assertEquals(List.of(1), whoHeard());
        peers.get(0).webSocket().disconnect();
        assertEquals(Set.of(), socket.rooms());
        assertFalse(socket.join("red"));
        assertFalse(fixture.main().rooms().names().contains("a"));
        assertFalse(fixture.main().rooms().names().contains(socket.id()));
    }

    @Test
    void aFrameIsSharedByAllReceivers() {
        byte[] bytes = {1, 2};
        fixture.main().to("red").emit("m", (Object) bytes);
        assertSame(peers.get(0).take().get(1), peers.get(1).take().get(1));
        fixture.main().to("red").deliver(Frame.of(PacketEncoder.event("files:changed", "{\"seq\":1}")));
        assertEquals(List.of("42[\"files:changed\",{\"seq\":1}]"), peers.get(0).take());
        fixture.socket(1).send(Frame.of(PacketEncoder.event("m", "1")));
        assertEquals(2, peers.get(1).take().size());
    }

    @Test
    void theDroppableIsDroppedForWhoIsBusy() {
        peers.get(0).webSocket().hold();
        fixture.main().to("red").emit("first");
        fixture.main().to("red").droppable().emit("second");
        peers.get(0).webSocket().release();
        assertEquals(List.of("42[\"first\"]"), peers.get(0).take());
        assertEquals(2, peers.get(1).take().size());
    }

    @Test
    void allAnswer() {
        fixture.main().to("red").timeout(500).emitWithAck("question", answers::add, "?");
        assertEquals("420[\"question\",\"?\"]", peers.get(0).take().get(0));
        assertEquals("420[\"question\",\"?\"]", peers.get(1).take().get(0));
        peers.get(1).send("430[\"b\"]", "430[\"twice\"]");
        assertEquals(List.of(), answers);
        peers.get(0).send("430[\"a\"]");
        assertEquals(List.of(new BroadcastAnswers(true, List.of(List.of("b"), List.of("a")))), answers);
    }

    @Test
    void someAnswerInTime() {
        fixture.main().to("red").timeout(500).emitWithAck("question", answers::add);
        peers.get(0).send("430[1]");
        fixture.clock.pass(520);
        assertEquals(List.of(new BroadcastAnswers(false, List.of(List.of(1L)))), answers);
        peers.get(1).send("430[2]");
        assertEquals(1, answers.size());
    }

    @Test
    void whoLeavesIsNotWaitedFor() {
        fixture.main().to("red").timeout(500).emitWithAck("question", answers::add);
        peers.get(0).webSocket().disconnect();
        peers.get(1).send("430[]");
        assertEquals(List.of(new BroadcastAnswers(false, List.of(List.of()))), answers);
    }

    @Test
    void nobodyToAsk() {
        fixture.main().to("nobody's").timeout(500).emitWithAck("question", answers::add);
        assertEquals(List.of(new BroadcastAnswers(true, List.of())), answers);
        Broadcast untimed = fixture.main().to("red");
        assertThrows(IllegalStateException.class, () -> untimed.emitWithAck("question", answers::add));
    }

    @Test
    void idsAreUnique() {
        Set<String> ids = new HashSet<>();
        fixture.sockets.forEach(socket -> ids.add(socket.id()));
        assertEquals(4, ids.size());
    }
}
