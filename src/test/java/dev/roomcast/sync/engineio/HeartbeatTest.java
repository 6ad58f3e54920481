package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.roomcast.sync.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final RecordingApplication application = new RecordingApplication();
    private final InMemoryEngine engine = new InMemoryEngine(application);
    private final InMemoryWebSocket socket = engine.connect();

    HeartbeatTest() {
        socket.takeSent();
    }

    @Test
    void aPingComesEachIntervalAfterAPong() {
        for (int i = 0; i < 10; i++) {
            engine.clock().pass(295);
            assertEquals(List.of(), socket.takeSent());
            engine.clock().pass(15);
            assertEquals(List.of("2"), socket.takeSent());
            socket.receive("3");
        }
        assertEquals(List.of(), application.closed);
    }

    @Test
    void silenceAfterAPingEndsTheSession() {
        engine.clock().pass(490);
        assertEquals(List.of(), application.closed);
        engine.clock().pass(20);
        assertEquals(List.of(CloseReason.PING_TIMEOUT), application.closed);
        assertEquals(1000, socket.closeCode());
        assertEquals(0, engine.server().size());
    }

    @Test
    void anyMessageCountsAsLife() {
        engine.clock().pass(400);
        socket.receive("4hello");
        engine.clock().pass(250);
        assertEquals(List.of(), application.closed);
    }

    @Test
    void pongsThatNobodyAskedForDoNotStopThePings() {
        for (int i = 0; i < 31; i++) {
            engine.clock().pass(10);
            socket.receive("3");
        }
        assertEquals(List.of("2"), socket.sent());
    }

    @Test
    void theDeadlineHoldsEvenWhenTheWheelIsLate() {
        String sid = engine.handshake();
        engine.clock().passUnnoticed(500);
        assertEquals(
                "{\"code\":1,\"message\":\"Session ID unknown\"}",
                engine.poll(sid).answer().body());
    }

    @Test
    void aPauseOfTheProcessLeavesTimeToAnswer() {
        engine.clock().jump(450);
        assertEquals(List.of("2"), socket.sent());
        engine.clock().pass(80);
        socket.receive("3");
        engine.clock().pass(100);
        assertEquals(List.of(), application.closed);
    }

    @Test
    void aClientIsNotJudgedWhileItsSendIsUnfinished() {
        engine.clock().pass(290);
        socket.hold();
        application.session().send(Frame.of("4large"));
        engine.clock().pass(700);
        assertEquals(List.of(), application.closed);
        socket.release();
        engine.clock().pass(100);
        socket.receive("3");
        engine.clock().pass(100);
        assertEquals(List.of(), application.closed);
    }

    @Test
    void aPingThatWaitsBehindUnsentFramesIsNotHeldAgainstTheClient() {
        engine.clock().pass(250);
        socket.hold();
        application.session().send(Frame.of("4in flight"));
        application.session().send(Frame.of("4waits"));
        engine.clock().pass(700);
        assertEquals(List.of("4in flight"), socket.takeSent());
        socket.complete(true);
        assertEquals(List.of("4waits", "2"), socket.takeSent());
        engine.clock().pass(700);
        socket.release();
        engine.clock().pass(150);
        assertEquals(List.of(), application.closed);
        socket.receive("3");
        engine.clock().pass(200);
        assertEquals(List.of(), application.closed);
    }

    @Test
    void steadyTrafficDoesNotHideADeadPeer() {
        for (int i = 0; i < 60; i++) {
            application.session().send(Frame.of("4event"));
            engine.clock().pass(10);
        }
        assertEquals(List.of(CloseReason.PING_TIMEOUT), application.closed);
    }

    @Test
    void aPollIsEndedByThePing() {
        String sid = engine.handshake();
        RecordedReply poll = engine.poll(sid);
        engine.clock().pass(295);
        assertFalse(poll.answered());
        engine.clock().pass(15);
        assertEquals("2", poll.body());
    }

    @Test
    void thePingTimeoutReleasesAPoll() {
        String sid = engine.handshake();
        engine.poll(sid);
        engine.clock().pass(310);
        RecordedReply next = engine.poll(sid);
        assertFalse(next.answered());
        engine.clock().pass(310);
        assertEquals("2", next.body());
        engine.clock().pass(210);
        assertEquals(400, engine.poll(sid).status());
    }
}
