package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.socketio.AckCallback.Failure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events and answers, both ways. */
class EventAndAckTest {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";
    private final ServerFixture fixture = new ServerFixture();
    private final Peer peer = fixture.join();
    private final Socket socket = fixture.socket(0);
    private final List<String> heard = new ArrayList<>();
    private final AckCallback recorder = (failure, answer) -> heard.add(failure + " " + answer);

    @Test
    void handlersHearTheirEventsAndSomeHearAll() {
        socket.onAny((name, arguments) -> heard.add("any " + name));
        socket.on("a", (arguments, ack) -> heard.add("a " + arguments));
        socket.on("a", (arguments, ack) -> heard.add("a again"));
        peer.send("42[\"a\",1,null]", "42[\"b\"]", "42[5]");
        assertEquals(List.of("any a", "a [1, null]", "a again", "any b", "any 5"), heard);
    }

    @Test
    void aNamespaceHearsTheEventsOfAllItsSocketsBeforeTheyDo() {
        Peer second = fixture.join();
        socket.on("a", (arguments, ack) -> heard.add("own " + arguments));
        socket.namespace().on("a", (from, arguments, ack) -> {
            heard.add((from == socket ? "first " : "second ") + arguments);
            ack.send("fine");
        });
        peer.send("420[\"a\",1]", "42[\"b\"]");
        second.send("421[\"a\",2]");
        assertEquals(List.of("first [1]", "own [1]", "second [2]"), heard);
        assertEquals(List.of("430[\"fine\"]"), peer.take());
        assertTrue(second.take().contains("431[\"fine\"]"));
    }

    @Test
    void anAnswerFirstAwaitedAfterTheEndIsToldSo() {
        socket.disconnect();
        socket.emitWithAck("question", 1000, recorder);
        assertEquals(List.of(Failure.DISCONNECTED + " []"), heard);
    }

    @Test
    void anAckIsSentOnceAndOnlyWhenWanted() {
        socket.on("m", (arguments, ack) -> {
            heard.add(String.valueOf(ack.wanted()));
            ack.send("first", arguments.size());
            ack.send("second");
        });
        peer.send("420[\"m\",1]", "42[\"m\"]", "427[\"unheard\"]");
        assertEquals(List.of("430[\"first\",1]"), peer.take());
        assertEquals(List.of("true", "false"), heard);
    }

    @Test
    void anAckMayCarryBytesAndComeLate() {
        List<Ack> kept = new ArrayList<>();
        socket.on("m", (arguments, ack) -> kept.add(ack));
        peer.send("425[\"m\"]", "426[\"m\"]");
        byte[] bytes = {7};
        kept.get(0).send((Object) bytes);
        assertEquals(List.of("461-5[" + PLACEHOLDER + "]", bytes), peer.take());
        socket.disconnect();
        peer.take();
        kept.get(1).send();
        assertEquals(List.of(), peer.take());
    }

    @Test
    void aThrowingHandlerHarmsNothing() {
        socket.on("bad", (arguments, ack) -> {
            throw new IllegalStateException("on purpose");
        });
        socket.on("good", (arguments, ack) -> ack.send("fine"));
        peer.send("421[\"bad\"]", "422[\"bad\"]", "423[\"good\"]");
        assertEquals(List.of("433[\"fine\"]"), peer.take());
        assertFalse(peer.closed());
    }

    @Test
    void aHandlerMayEndItsOwnConnection() {
        socket.onDisconnect(heard::add);
        socket.on("bye", (arguments, ack) -> {
            socket.disconnectConnection();
            heard.add("still in the handler");
        });
        peer.send("42[\"bye\"]");
        assertTrue(peer.closed());
        assertEquals(List.of("server namespace disconnect", "still in the handler"), heard);
    }

    @Test
    void theClientAnswersTheServer() {
        socket.emitWithAck("question", 1_000, recorder, "how?");
        socket.emitWithAck("question", 1_000, recorder, (Object) new byte[] {1});
        assertEquals("420[\"question\",\"how?\"]", peer.take().get(0));
        peer.send("431[\"second\",2]", "461-0[" + PLACEHOLDER + "]", new byte[] {9});
        peer.send("430[\"again\"]", "4399[]", "43[]");
        assertEquals("null [second, 2]", heard.get(0));
        assertEquals(2, heard.size());
        fixture.clock.pass(2_000);
        assertEquals(2, heard.size());
    }

    @Test
    void anAnswerThatDoesNotComeTimesOutAndALateOneIsIgnored() {
        socket.emitWithAck("question", 300, recorder);
        fixture.clock.pass(290);
        assertEquals(List.of(), heard);
        fixture.clock.pass(30);
        assertEquals(List.of("TIMEOUT []"), heard);
        peer.send("430[\"late\"]");
        assertEquals(1, heard.size());
        assertFalse(peer.closed());
    }

    @Test
    void theEndOfTheSocketFailsWhatIsOutstanding() {
        socket.emitWithAck("question", 300, recorder);
        peer.webSocket().disconnect();
        assertEquals(List.of("DISCONNECTED []"), heard);
        socket.emitWithAck("question", 300, recorder);
        assertEquals(List.of("DISCONNECTED []", "DISCONNECTED []"), heard);
        fixture.clock.pass(1_000);
        assertEquals(2, heard.size());
    }

    @Test
    void outstandingAnswersAreBounded() {
        for (int i = 0; i < 4; i++) {
            socket.emitWithAck("question", 300, recorder);
        }
        assertEquals(List.of(Failure.TOO_MANY + " []"), heard);
        assertEquals(3, peer.take().size());
        peer.send("430[]");
        socket.emitWithAck("question", 300, recorder);
        assertEquals(1, peer.take().size());
    }

    @Test
    void reservedNamesCannotBeSent() {
        assertThrows(IllegalArgumentException.class, () -> socket.emit("disconnect"));
        assertThrows(IllegalArgumentException.class, () -> socket.emitWithAck("connect", 1, recorder));
        assertThrows(IllegalArgumentException.class, () -> fixture.main().emit("newListener"));
    }
}
