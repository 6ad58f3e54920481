package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.roomcast.sync.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    private final RecordingApplication application = new RecordingApplication();
    private final InMemoryEngine engine = new InMemoryEngine(application);
    private final String sid = engine.handshake();
    private final RecordedReply heldBefore = engine.poll(sid);
    private final InMemoryWebSocket socket = engine.upgrade(sid);

    @Test
    void aStockClientMovesOver() {
        assertFalse(heldBefore.answered());
        socket.receive("2probe");
        assertEquals(List.of("3probe"), socket.takeSent());
        engine.clock().pass(120);
        assertEquals("6", heldBefore.body());
        application.session().send(Frame.of("4queued"));
        assertEquals(List.of(), socket.sent());
        socket.receive("5");
        assertEquals(List.of("4queued"), socket.takeSent());
        socket.receive("4hello");
        assertEquals(List.of("hello"), application.received);
        application.session().send(Frame.of("4back"));
        assertEquals(List.of("4back"), socket.sent());
    }

    @Test
    void pollingIsOverAfterwards() {
        socket.receive("2probe");
        socket.receive("5");
        assertEquals(
                "{\"code\":3,\"message\":\"Bad request\"}",
                engine.poll(sid).answer().body());
        assertEquals(400, engine.post(sid, "4late").status());
        InMemoryWebSocket second = engine.upgrade(sid);
        assertEquals(1000, second.closeCode());
        second.receive("5");
        second.receive("4second");
        second.disconnect();
        assertEquals(List.of(), application.received);
        assertEquals(0, socket.closeCode());
    }

    @Test
    void messagesFlowOverPollingWhileProbing() {
        socket.receive("2probe");
        assertEquals("ok", engine.post(sid, "4up").body());
        application.session().send(Frame.of("4down"));
        assertEquals("4down", heldBefore.body());
        assertEquals(List.of("up"), application.received);
    }

    @Test
    void aPollThatOvertookTheProbeAndTheUpgradeIsRefused() {
        socket.receive("2probe");
        socket.receive("5");
        assertEquals(400, heldBefore.status());
    }

    @Test
    void aPollWhileProbedIsReleasedAfterTheGrace() {
        socket.receive("2probe");
        engine.clock().pass(120);
        RecordedReply poll = engine.poll(sid);
        assertFalse(poll.answered());
        engine.clock().pass(120);
        assertEquals("6", poll.body());
    }

    @Test
    void aPollThatOvertookTheUpgradePacketIsRefused() {
        socket.receive("2probe");
        RecordedReply poll = engine.poll(sid);
        socket.receive("5");
        engine.clock().pass(25);
        assertEquals(400, poll.status());
    }

    @Test
    void aPollThatOvertookTheProbeIsRefusedToo() {
        application.session().send(Frame.of("4first"));
        assertEquals("4first", heldBefore.body());
        RecordedReply poll = engine.poll(sid);
        socket.receive("2probe");
        socket.receive("5");
        assertEquals(400, poll.status());
    }

    @Test
    void theUpgradePacketAloneIsEnough() {
        socket.receive("5");
        assertEquals(400, heldBefore.status());
        application.session().send(Frame.of("4there"));
        assertEquals(List.of("4there"), socket.sent());
    }

    @Test
    void aProbeMayBeRepeated() {
        socket.receive("2probe");
        socket.receive("2probe");
        assertEquals(List.of("3probe", "3probe"), socket.sent());
    }

    @Test
    void theProbesAnswerIsOneSendInFlight() {
        socket.hold();
        socket.receive("2probe");
        socket.receive("5");
        application.session().send(Frame.of("4after"));
        assertEquals(List.of("3probe"), socket.takeSent());
        socket.release();
        assertEquals(List.of("4after"), socket.sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4hello", "", "6", "1"})
    void anythingElseEndsTheProbeOnly(String packet) {
        socket.receive(packet);
        assertEquals(1000, socket.closeCode());
        application.session().send(Frame.of("4still"));
        assertEquals("4still", heldBefore.body());
        assertEquals(List.of(), application.closed);
        assertEquals(0, engine.upgrade(sid).closeCode());
    }

    @Test
    void binaryEndsTheProbeOnly() {
        socket.receive(new byte[] {1});
        assertEquals(1000, socket.closeCode());
        assertEquals(List.of(), application.closed);
    }

    @Test
    void aProbeThatTakesTooLongIsForgotten() {
        socket.receive("2probe");
        for (int i = 0; i < 5; i++) {
            engine.clock().pass(101);
            engine.post(sid, "3");
        }
        assertEquals(1000, socket.closeCode());
        socket.receive("5");
        assertEquals(List.of(), application.closed);
    }

    @Test
    void aProbeThatDisconnectsIsForgotten() {
        socket.receive("2probe");
        socket.disconnect();
        assertEquals(List.of(), application.closed);
        assertEquals(0, engine.upgrade(sid).closeCode());
    }

    @Test
    void theSessionsEndEndsTheProbe() {
        application.session().close(CloseReason.FORCED_CLOSE);
        assertEquals(1000, socket.closeCode());
        assertEquals("1", heldBefore.body());
    }
}
