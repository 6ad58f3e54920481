package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.conformance.ConformanceApplication;
import dev.roomcast.protocol.MalformedInput;
import dev.roomcast.sync.engineio.InMemoryEngine;
import dev.roomcast.sync.engineio.ManualClock;
import dev.roomcast.sync.engineio.RecordedReply;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of odd input against the whole server in memory: the reaction, and that a bystander notices nothing. */
class MalformedInputTest {
    private final SocketIoServer server = new SocketIoServer(SocketIoSettings.DEFAULTS, new ManualClock().wheel());
    private final InMemoryEngine engine = new InMemoryEngine(server);
    private Peer bystander;

    static List<MalformedInput> rows() {
        return MalformedInput.table();
    }

    @BeforeEach
    void bystanderJoins() {
        ConformanceApplication.register(server);
        bystander = Peer.joined(engine, "/");
    }

    @AfterEach
    void bystanderIsWell() {
        assertEquals(
                List.of(MalformedInput.PROOF_ANSWER),
                bystander.send(MalformedInput.PROOF).take());
        assertFalse(bystander.closed());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void overWebSocket(MalformedInput row) {
        Peer sender = new Peer(engine);
        sender.send(row.start().messages().toArray());
        assertEquals(row.start().answers(), sender.take().size());
        sender.send(row.messages().toArray());
        assertEquals(row.answer() == null ? List.of() : List.of(row.answer()), sender.take());
        assertEquals(row.closes(), sender.closed());
        if (!row.closes()) {
            sender.send(MalformedInput.PROOF);
            assertEquals(List.of(MalformedInput.PROOF_ANSWER), sender.take());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void overPolling(MalformedInput row) {
        String sid = engine.handshake();
        row.start().messages().forEach(message -> engine.post(sid, message));
        if (row.start().answers() > 0) {
            engine.poll(sid);
        }
        engine.post(sid, row.messages().stream().map(MalformedInputTest::packet).collect(Collectors.joining("\u001e")));
        RecordedReply poll = engine.poll(sid);
        if (row.closes()) {
            assertTrue(poll.status() == 400 || poll.body().equals("1"));
            assertEquals(400, engine.poll(sid).status());
            return;
        }
        if (row.answer() != null) {
            assertEquals(row.answer(), poll.body());
            poll = engine.poll(sid);
        }
        engine.post(sid, MalformedInput.PROOF);
        assertEquals(MalformedInput.PROOF_ANSWER, poll.body());
    }

    private static String packet(Object message) {
        return message instanceof byte[] bytes ? "b" + Base64.getEncoder().encodeToString(bytes) : (String) message;
    }
}
