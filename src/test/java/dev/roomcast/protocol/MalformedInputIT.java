package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of odd input against a deployed server: the reaction, and that a bystander notices nothing. */
class MalformedInputIT {
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    private final Wire wire = Wire.toConformanceServer();
    private WireSocket bystander;

    static List<MalformedInput> rows() {
        return MalformedInput.table();
    }

    @BeforeEach
    void bystanderJoins() {
        bystander = wire.open(WEBSOCKET).answeringPings().send("40");
        for (int i = 0; i < 3; i++) {
            bystander.next();
        }
    }

    @AfterEach
    void bystanderIsWell() {
        assertEquals(
                MalformedInput.PROOF_ANSWER,
                bystander.send(MalformedInput.PROOF).next());
        bystander.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void overWebSocket(MalformedInput row) {
        WireSocket sender = wire.open(WEBSOCKET).answeringPings();
        sender.nextText();
        sender.send(row.start().messages().toArray());
        for (int i = 0; i < row.start().answers(); i++) {
            sender.next();
        }
        sender.send(row.messages().toArray());
        if (row.closes()) {
            sender.awaitClose();
            return;
        }
        if (row.answer() != null) {
            assertEquals(row.answer(), sender.next());
        }
        assertEquals(
                MalformedInput.PROOF_ANSWER, sender.send(MalformedInput.PROOF).next());
        sender.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void overPolling(MalformedInput row) {
        WirePolling sender = new WirePolling(wire);
        row.start().messages().forEach(sender::send);
        for (int i = 0; i < row.start().answers(); i++) {
            sender.next();
        }
        row.messages().forEach(sender::send);
        if (row.closes()) {
            sender.awaitClose();
            return;
        }
        if (row.answer() != null) {
            assertEquals(row.answer(), sender.next());
        }
        sender.send(MalformedInput.PROOF);
        assertEquals(MalformedInput.PROOF_ANSWER, sender.next());
    }
}
