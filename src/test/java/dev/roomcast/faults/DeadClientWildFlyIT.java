package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead clients on WildFly, and what it keeps of living ones. */
class DeadClientWildFlyIT extends DeadClientContract {
    private static final String CONNECTION = "io.undertow.server.protocol.http.HttpServerConnection";
    private static final String EXCHANGE = "io.undertow.server.HttpServerExchange";
    private static final String PARSER = "io.undertow.server.protocol.http.HttpReadListener";

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
        Map<String, Integer> instances = arena.process().instances(CONNECTION, EXCHANGE, PARSER);
        assertEquals(CLIENTS, arena.sessions());
        // The others are connections of HTTP, which keep the request that is served or was the last.
        int others = instances.get(CONNECTION) - CLIENTS;
        assertTrue(others >= 0, "Undertow is as this test knows it: " + instances);
        // Once there was one request more; WebSockets that kept theirs would make it as many more as there are clients.
        assertTrue(instances.get(EXCHANGE) < others + CLIENTS / 2, instances.toString());
        assertTrue(instances.get(PARSER) <= others, instances.toString());
    }

    @Override
    Arena arena() {
        return arena;
    }
}
