package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {
    private final RecordingApplication application = new RecordingApplication();
    private final InMemoryEngine engine = new InMemoryEngine(application);
    private final String sid = engine.handshake();

    @Test
    void aPollIsHeldUntilThereIsSomething() {
        RecordedReply poll = engine.poll(sid);
        assertFalse(poll.answered());
        application.session().send(Frame.of("4hello"));
        assertEquals("4hello", poll.body());
        assertEquals("no-store", poll.answer().headers().get("Cache-Control"));
    }

    @Test
    void aPollTakesAllThatIsQueuedWithBinaryAsBase64() {
        application.session().send(Frame.of("4a"));
        application.session().send(Frame.of("451-[]", List.of(new byte[] {1, 2, 3, 4})));
        application.session().send(Frame.binary(new byte[] {-1}));
        assertEquals(
                "4a\u001e451-[]\u001ebAQIDBA==\u001eb/w==", engine.poll(sid).body());
    }

    @Test
    void aPayloadIsDeliveredInOrder() {
        assertEquals(
                "ok",
                engine.post(sid, "4a\u001ebAQID\u001e4\u001e4\uD83D\uDE00").body());
        assertEquals(4, application.received.size());
        assertEquals("a", application.received.get(0));
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) application.received.get(1));
        assertEquals("", application.received.get(2));
        assertEquals("\uD83D\uDE00", application.received.get(3));
    }

    @Test
    void binaryMayLackPaddingAndUseTheUrlAlphabet() {
        engine.post(sid, "b-_8");
        assertArrayEquals(new byte[] {(byte) 0xFB, (byte) 0xFF}, (byte[]) application.received.get(0));
    }

    @Test
    void packetsWithoutMeaningAreIgnored() {
        assertEquals("ok", engine.post(sid, "0\u001e5\u001e6\u001e3\u001e4x").body());
        assertEquals(List.of("x"), application.received);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "9", "4a\u001e", "4a\u001e\u001e4b", "4a\u001eb!!!", "4a\u001e2", "4a\u001e2probe"})
    void garbageEndsTheSessionAfterWhatPrecededIt(String payload) {
        assertEquals(400, engine.post(sid, payload).status());
        assertEquals(payload.startsWith("4a") ? List.of("a") : List.of(), application.received);
        assertEquals(1, application.closed.size());
        assertEquals(400, engine.poll(sid).status());
    }

    @Test
    void bytesThatAreNotUtf8EndTheSession() {
        RecordedReply reply = new RecordedReply();
        PostBody body = engine.startPost(sid, reply).orElseThrow();
        body.chunk(new byte[] {'4', (byte) 0xC3}, 2);
        body.end();
        assertEquals(400, reply.status());
        assertEquals(List.of(CloseReason.PARSE_ERROR), application.closed);
    }

    @Test
    void theClientsCloseReleasesItsPollAndDropsWhatFollows() {
        RecordedReply poll = engine.poll(sid);
        assertEquals("ok", engine.post(sid, "4a\u001e1\u001e4b").body());
        assertEquals("6", poll.body());
        assertEquals(List.of("a"), application.received);
        assertEquals(List.of(CloseReason.TRANSPORT_CLOSE), application.closed);
        assertEquals(400, engine.poll(sid).status());
    }

    @Test
    void twoPollsAtOnceEndTheSession() {
        RecordedReply first = engine.poll(sid);
        RecordedReply second = engine.poll(sid);
        assertEquals("1", first.body());
        assertEquals(400, second.status());
        assertEquals(400, engine.poll(sid).status());
        assertEquals(List.of(CloseReason.TRANSPORT_ERROR), application.closed);
    }

    @Test
    void twoPostsAtOnceEndTheSession() {
        RecordedReply first = new RecordedReply();
        PostBody reading = engine.startPost(sid, first).orElseThrow();
        RecordedReply second = new RecordedReply();
        assertTrue(engine.startPost(sid, second).isEmpty());
        reading.chunk("4late".getBytes(StandardCharsets.UTF_8), 5);
        reading.end();
        assertEquals(400, first.status());
        assertEquals(400, second.status());
        assertEquals(List.of(), application.received);
        assertEquals(List.of(CloseReason.TRANSPORT_ERROR), application.closed);
    }

    @Test
    void aBodyMayBeExactlyAsLongAsAnnounced() {
        String largest = "4" + "a".repeat(InMemoryEngine.SETTINGS.maxPayload() - 1);
        assertEquals(413, engine.post(sid, largest + "a").status());
        assertEquals("ok", engine.post(sid, largest).body());
        assertEquals(List.of(largest.substring(1)), application.received);
    }

    @Test
    void aBodyThatBreaksOffEndsTheSession() {
        RecordedReply reply = new RecordedReply();
        PostBody body = engine.startPost(sid, reply).orElseThrow();
        body.chunk("4a".getBytes(StandardCharsets.UTF_8), 2);
        body.abort();
        assertEquals(List.of(), application.received);
        assertEquals(List.of(CloseReason.TRANSPORT_ERROR), application.closed);
    }

    @Test
    void aClientsCloseThatOvertakesItsLastPollStillAnswersThePoll() {
        assertEquals("ok", engine.post(sid, "1").body());
        assertEquals(List.of(CloseReason.TRANSPORT_CLOSE), application.closed);
        assertEquals("6", engine.poll(sid).body());
        assertEquals(400, engine.poll(sid).status());
    }

    @Test
    void aClientsCloseWithoutAnotherPollIsForgottenSoon() {
        engine.post(sid, "1");
        engine.clock().pass(1_100);
        assertEquals(0, engine.server().size());
    }

    @Test
    void aServersCloseFollowsWhatIsQueued() {
        RecordedReply poll = engine.poll(sid);
        application.session().close(CloseReason.FORCED_CLOSE);
        assertEquals("1", poll.body());
        assertEquals(0, engine.server().size());
    }

    @Test
    void aServersCloseWaitsForTheNextPoll() {
        application.session().send(Frame.of("4last"));
        application.session().close(CloseReason.FORCED_CLOSE);
        assertEquals(List.of(CloseReason.FORCED_CLOSE), application.closed);
        engine.clock().pass(20_000);
        assertEquals("4last\u001e1", engine.poll(sid).body());
        assertEquals(400, engine.poll(sid).status());
    }

    @Test
    void aServersCloseWaitsThirtySecondsAtMost() {
        application.session().close(CloseReason.FORCED_CLOSE);
        engine.clock().pass(30_010);
        assertEquals(0, engine.server().size());
    }

    @Test
    void aPostIsAnsweredWhileTheSessionCloses() {
        application.session().close(CloseReason.FORCED_CLOSE);
        assertEquals("ok", engine.post(sid, "4late").body());
        assertEquals(List.of(), application.received);
        assertEquals("1", engine.poll(sid).body());
    }

    @Test
    void aBrokenPostIsAnsweredWhileTheSessionCloses() {
        RecordedReply reply = new RecordedReply();
        PostBody body = engine.startPost(sid, reply).orElseThrow();
        application.session().close(CloseReason.FORCED_CLOSE);
        body.abort();
        assertEquals(400, reply.status());
    }

    @Test
    void aPostThatCameAfterTheEndIsAnswered() {
        Session session = application.session();
        session.finish();
        RecordedReply reply = new RecordedReply();
        assertTrue(session.post(reply).isEmpty());
        assertEquals(400, reply.status());
    }
}
