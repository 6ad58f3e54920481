package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Await;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead clients on Payara, and what it keeps of living ones. */
class DeadClientIT extends DeadClientContract {
    private static final String REQUEST = "org.glassfish.grizzly.http.server.Request";
    private static final String FIELD = "org.glassfish.grizzly.http.util.MimeHeaderField";
    private static final String UPGRADE = "dev.roomcast.sync.ee.GrizzlyUpgrade";
    /** More than there can be requests that Grizzly keeps for the next clients. */
    private static final int MANY = 100;

    private static Arena arena;

    @BeforeAll
    static void start() {
        arena = arena(Worker.roomcast());
    }

    @AfterAll
    static void stop() {
        arena.close();
    }

    @Test
    void aWebSocketKeepsNoHeaderFieldOfItsHandshake() throws IOException {
        arena.awaitDeserted(NOTICED);
        int before = arena.process().instances(FIELD).get(FIELD);
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sockets.add(webSocket());
        }
        for (RawSocket socket : sockets) {
            socket.say("3");
        }
        Map<String, Integer> instances = arena.process().instances(REQUEST, FIELD);
        assertEquals(MANY, arena.sessions());
        assertTrue(instances.get(REQUEST) >= MANY, "Grizzly is as this test knows it: " + instances);
        // Each handshake has 15; some of the requests have been those of HTTP before, with fields of their own.
        assertTrue(instances.get(FIELD) - before < 4 * MANY, "before " + before + ", now " + instances);
    }

    /** Payara keeps what it has made for a WebSocket until it is told that it is over, which it does not always find out by itself. */
    @Test
    void whoBreaksOffWhileItIsOpenedLeavesNothing() throws IOException {
        for (int i = 0; i < MANY; i++) {
            RawSocket.breakOff(arena.port(), arena.cookie());
        }
        arena.awaitDeserted(NOTICED);
        Await.until(
                "nothing is kept of them",
                NOTICED,
                () -> arena.process().instances(UPGRADE).get(UPGRADE) == 0);
    }

    @Override
    Arena arena() {
        return arena;
    }
}
