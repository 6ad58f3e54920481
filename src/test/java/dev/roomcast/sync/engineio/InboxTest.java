package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int MAX_PAYLOAD = InMemoryEngine.SETTINGS.maxPayload();

    private final List<Object> heard = new ArrayList<>();
    private Runnable onHeard = () -> {};
    private final InMemoryEngine engine = new InMemoryEngine(session -> new SessionListener() {
        @Override
        public void onText(String data) {
            heard.add(data);
            Runnable once = onHeard;
            onHeard = () -> {};
            once.run();
        }

        @Override
        public void onBinary(byte[] data) {
            heard.add(data);
        }

        @Override
        public void onClose(CloseReason reason) {
            heard.add(reason);
        }
    });

    @Test
    void anErrorOfTheListenerDoesNotLeaveTheSessionDeaf() {
        InMemoryWebSocket socket = engine.connect();
        onHeard = () -> {
            throw new StackOverflowError("meant to fail");
        };
        socket.receive("4a");
        socket.receive("4b");
        socket.disconnect();
        assertEquals(List.of("a", "b", CloseReason.TRANSPORT_CLOSE), heard);
    }

    @Test
    void whatWaitsForAListenerThatHangsIsBounded() {
        String sid = engine.handshake();
        String large = "4" + "x".repeat(MAX_PAYLOAD - 1);
        List<RecordedReply> replies = new ArrayList<>();
        // POSTs that come, on other threads in truth, while the listener is busy with the first message.
        onHeard = () -> {
            for (int i = 0; i < 10; i++) {
                replies.add(engine.post(sid, large));
            }
        };
        engine.post(sid, "4first");
        assertEquals(CloseReason.FORCED_CLOSE, heard.get(heard.size() - 1));
        assertTrue(heard.size() <= 4, () -> heard.size() + " messages were kept");
        assertEquals(200, replies.get(0).status());
        assertTrue(replies.stream().anyMatch(reply -> reply.status() == 400));
    }
}
