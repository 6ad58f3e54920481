package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead clients on WildFly, and what it keeps of living ones. */
class DeadClientWildFlyIT extends DeadClientContract {
    private static Arena arena;

    @BeforeAll
    static void start() {
        arena = arena(Worker.roomcast().onWildFly());
    }

    @AfterAll
    static void stop() {
        arena.close();
    }

    @Test
    void aWebSocketKeepsNothingOfItsHandshake() throws IOException {
        arena.awaitDeserted(NOTICED);
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            sockets.add(webSocket());
        }
        for (RawSocket socket : sockets) {
            socket.say("3");
        }
        int kept = arena.process().instances("io.undertow.server.HttpServerExchange");
        assertEquals(CLIENTS, arena.sessions());
        assertTrue(kept < CLIENTS, kept + " requests for " + CLIENTS + " WebSockets");
    }

    @Override
    Arena arena() {
        return arena;
    }
}
