package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.FrameBurst;
import dev.roomcast.sync.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private final RecordingApplication application = new RecordingApplication();
    private final InMemoryEngine engine = new InMemoryEngine(application);
    private final InMemoryWebSocket socket = engine.connect();

    @Test
    void theHandshakeHasFiveKeys() {
        String sid = application.session().id();
        assertEquals(20, sid.length());
        assertEquals(
                List.of("0{\"sid\":\"" + sid + "\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200,"
                        + "\"maxPayload\":1000000}"),
                socket.sent());
    }

    @Test
    void messagesAreDelivered() {
        socket.receive("4a\u001e4b");
        socket.receive(new byte[] {1});
        socket.receive("bAg==");
        socket.receive("4");
        assertEquals("a\u001e4b", application.received.get(0));
        assertArrayEquals(new byte[] {1}, (byte[]) application.received.get(1));
        assertArrayEquals(new byte[] {2}, (byte[]) application.received.get(2));
        assertEquals("", application.received.get(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "2", "2probe", "b!!!", "1"})
    void whatNoClientMaySendClosesIt(String packet) {
        socket.receive(packet);
        assertEquals(1000, socket.closeCode());
        assertEquals(1, application.closed.size());
        assertEquals(0, engine.server().size());
    }

    @Test
    void whatIsTooLongClosesItWith1009() {
        socket.receive("4" + "\u20ac".repeat(333_333));
        assertEquals(1, application.received.size());
        socket.receive("4" + "\u20ac".repeat(333_334));
        assertEquals(1009, socket.closeCode());
        assertEquals(1, application.received.size());
    }

    @Test
    void onePacketIsOneMessageAndAttachmentsFollowTheirText() {
        socket.takeSent();
        socket.hold();
        application.session().send(Frame.of("4a"));
        application.session().send(Frame.of("451-[]", List.of(new byte[] {7})));
        application.session().send(Frame.of("4b"));
        assertEquals(List.of("4a"), socket.takeSent());
        assertFalse(application.session().writable());
        socket.complete(true);
        List<Object> sent = socket.takeSent();
        assertEquals(List.of("451-[]", "4b"), List.of(sent.get(0), sent.get(2)));
        assertArrayEquals(new byte[] {7}, (byte[]) sent.get(1));
        socket.release();
        assertTrue(application.session().writable());
    }

    @Test
    void aSlowClientGetsTheNewestEventOfAKey() {
        socket.takeSent();
        socket.hold();
        application.session().send(Frame.of("4first"));
        application.session().send(Frame.event("4old", "key", List.of("files")));
        application.session().send(Frame.of("4other"));
        application.session().send(Frame.event("4new", "key", List.of("files")));
        socket.release();
        assertEquals(List.of("4first", "4other", "4new"), socket.sent());
    }

    @Test
    void aBurstIsOneSendAndQueuesBehindOneInFlight() {
        socket.takeSent();
        socket.hold();
        List<Integer> inFlight = new ArrayList<>();
        socket.onSend(() -> inFlight.add(1));
        application.session().send(burst("4a", "4b"));
        application.session().send(burst("4c", "4d"));
        application.session().send(Frame.of("4e"));
        assertEquals(List.of("4a", "4b"), socket.sent());
        socket.release();
        assertEquals(List.of("4a", "4b", "4c", "4d", "4e"), socket.sent());
        assertEquals(2, inFlight.size());
    }

    @Test
    void aBurstToAClientThatTakesItsTimeGoesThroughItsQueue() {
        socket.takeSent();
        socket.hold();
        application.session().send(Frame.of("4slow"));
        for (String packet : List.of("4slow", "2")) {
            engine.clock().pass(500);
            assertEquals(List.of(packet), socket.takeSent());
            socket.complete(true);
        }
        application
                .session()
                .send(new FrameBurst(List.of(
                        Frame.event("4old", "key", List.of("files")), Frame.event("4new", "key", List.of("files")))));
        assertEquals(List.of("4new"), socket.sent());
    }

    private static FrameBurst burst(String... texts) {
        return new FrameBurst(Stream.of(texts).map(Frame::of).toList());
    }

    @Test
    void tooManyEventsGiveWayToOneResync() {
        socket.takeSent();
        socket.hold();
        application.session().send(Frame.of("4first"));
        IntStream.rangeClosed(0, 256)
                .forEach(i -> application.session().send(Frame.event("4e" + i, "key" + i, List.of("files"))));
        socket.release();
        assertEquals(List.of("4first", "4resync:files"), socket.sent());
    }

    @Test
    void littleIsUnderWayToAClientThatTakesItsTime() {
        socket.takeSent();
        socket.hold();
        application.session().send(Frame.of("4first"));
        IntStream.range(0, 40).forEach(i -> application.session().send(Frame.of("4" + i)));
        engine.clock().pass(500);
        socket.takeSent();
        socket.complete(true);
        assertEquals(8, socket.takeSent().size());
        socket.complete(true);
        assertEquals(33, socket.takeSent().size(), "the rest and a ping");
    }

    @Test
    void tooManyPacketsThatMustNotBeDroppedCloseIt() {
        socket.hold();
        application.session().send(Frame.of("4first"));
        IntStream.rangeClosed(0, 256).forEach(i -> application.session().send(Frame.of("4" + i)));
        assertEquals(List.of(CloseReason.SLOW_CLIENT), application.closed);
        assertEquals(1000, socket.closeCode());
    }

    @Test
    void aSendThatOutlivesItsTimeoutClosesIt() {
        socket.hold();
        application.session().send(Frame.of("4stuck"));
        engine.clock().pass(990);
        assertEquals(List.of(), application.closed);
        engine.clock().pass(20);
        assertEquals(List.of(CloseReason.SLOW_CLIENT), application.closed);
        assertEquals(1000, socket.closeCode());
    }

    @Test
    void aSendThatFailsEndsTheSession() {
        socket.hold();
        application.session().send(Frame.of("4lost"));
        socket.complete(false);
        assertEquals(List.of(CloseReason.TRANSPORT_ERROR), application.closed);
    }

    @Test
    void aCompletionReportedTwiceCountsOnce() {
        var results = new ArrayList<WebSocketTransport.SendResult>();
        WebSocketTransport twice = new WebSocketTransport() {
            @Override
            public void send(List<Frame> frames, SendResult done) {
                results.add(done);
            }

            @Override
            public void close(int code) {}
        };
        engine.server()
                .webSocket(
                        InMemoryEngine.request("GET", true, "EIO=4&transport=websocket", Map.of(), Visitor.ANONYMOUS),
                        twice);
        engine.clock().jump(1);
        application.session().send(Frame.of("4a"));
        application.session().send(Frame.of("4b"));
        results.get(0).sent(true);
        engine.clock().jump(1);
        results.get(0).sent(true);
        application.session().send(Frame.of("4c"));
        assertEquals(2, results.size());
    }

    @Test
    void closingSendsWhatIsQueuedFirst() {
        socket.takeSent();
        socket.hold();
        application.session().send(Frame.of("4a"));
        application.session().send(Frame.of("4b"));
        application.session().close(CloseReason.FORCED_SERVER_CLOSE);
        application.session().send(Frame.of("4never"));
        assertEquals(List.of(CloseReason.FORCED_SERVER_CLOSE), application.closed);
        assertEquals(0, socket.closeCode());
        socket.release();
        assertEquals(1000, socket.closeCode());
        assertEquals(List.of("4a", "4b"), socket.sent());
    }

    @Test
    void closingWaitsASecondAtMost() {
        socket.hold();
        application.session().send(Frame.of("4a"));
        application.session().close(CloseReason.FORCED_SERVER_CLOSE);
        engine.clock().pass(1010);
        assertEquals(1000, socket.closeCode());
        assertEquals(0, engine.server().size());
    }

    @Test
    void theServersEndClosesEverySession() {
        String polling = engine.handshake();
        RecordedReply poll = engine.poll(polling);
        engine.server().stop();
        assertEquals(1001, socket.closeCode());
        assertEquals("1", poll.body());
        assertEquals(List.of(CloseReason.SERVER_SHUTTING_DOWN, CloseReason.SERVER_SHUTTING_DOWN), application.closed);
        assertEquals(503, engine.get("EIO=4&transport=polling").status());
    }
}
