package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The cases of the public Socket.IO v5 suite that are about Engine.IO. */
abstract class EngineIoOfSocketIo {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    private static final int PING_INTERVAL_MS = 300;
    private static final int PING_TIMEOUT_MS = 200;

    private final Wire wire = Wire.toConformanceServer();

    private static void assertHandshake(String upgrades, String packet) {
        String expected = "0\\{\"sid\":\"[^\"]+\",\"upgrades\":" + upgrades
                + ",\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}";
        assertTrue(packet.matches(expected), packet);
    }

    private static String query(String sid) {
        return POLLING + "&sid=" + sid;
    }

    @Test
    void pollingOpensASession() {
        HttpResponse<String> response = wire.get(POLLING);
        assertEquals(200, response.statusCode());
        assertHandshake("\\[\"websocket\"]", response.body());
    }

    @Test
    void pollingNeedsItsVersion() {
        assertEquals(400, wire.get("transport=polling").statusCode());
        assertEquals(400, wire.get("EIO=abc&transport=polling").statusCode());
    }

    @Test
    void pollingNeedsItsTransport() {
        assertEquals(400, wire.get("EIO=4").statusCode());
        assertEquals(400, wire.get("EIO=4&transport=abc").statusCode());
    }

    @Test
    void pollingOpensByGetOnly() {
        assertEquals(400, wire.post(POLLING, "").statusCode());
        assertEquals(400, wire.put(POLLING).statusCode());
    }

    @Test
    void webSocketOpensASession() {
        WireSocket socket = wire.open(WEBSOCKET);
        assertHandshake("\\[]", socket.nextText());
        socket.close();
    }

    @Test
    void webSocketNeedsItsVersion() {
        wire.open("transport=websocket").awaitClose();
        wire.open("EIO=abc&transport=websocket").awaitClose();
    }

    @Test
    void webSocketNeedsItsTransport() {
        wire.open("EIO=4").awaitClose();
        wire.open("EIO=4&transport=abc").awaitClose();
    }

    @Test
    void pollingIsPinged() {
        String query = query(WirePolling.handshake(wire));
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> poll = wire.get(query);
            assertEquals(200, poll.statusCode());
            assertEquals("2", poll.body());
            assertEquals(200, wire.post(query, "3").statusCode());
        }
    }

    @Test
    void pollingThatDoesNotAnswerPingsIsClosed() throws InterruptedException {
        String query = query(WirePolling.handshake(wire));
        // The time itself is what is tested here: at its end the session must be gone, not soon after.
        assertEquals(false, new CountDownLatch(1).await(PING_INTERVAL_MS + PING_TIMEOUT_MS, TimeUnit.MILLISECONDS));
        assertEquals(400, wire.get(query).statusCode());
    }

    @Test
    void webSocketIsPinged() {
        WireSocket socket = wire.open(WEBSOCKET);
        socket.nextText();
        for (int i = 0; i < 3; i++) {
            assertEquals("2", socket.nextOfAny());
            socket.send("3");
        }
        socket.close();
    }

    @Test
    void webSocketThatDoesNotAnswerPingsIsClosed() {
        WireSocket socket = wire.open(WEBSOCKET);
        socket.nextText();
        socket.awaitClose();
    }

    @Test
    void pollingIsClosedByTheClient() {
        String query = query(WirePolling.handshake(wire));
        CompletableFuture<HttpResponse<String>> poll = wire.getAsync(query);
        CompletableFuture<HttpResponse<String>> push = wire.postAsync(query, "1");
        assertEquals(200, Wire.answer(poll).statusCode());
        assertEquals("6", Wire.answer(poll).body());
        Wire.answer(push);
        assertEquals(400, wire.get(query).statusCode());
    }

    @Test
    void webSocketIsClosedByTheClient() {
        WireSocket socket = wire.open(WEBSOCKET);
        socket.nextText();
        socket.send("1").awaitClose();
    }

    @Test
    void pollingIsUpgraded() {
        String sid = WirePolling.handshake(wire);
        WireSocket socket = wire.open(WEBSOCKET + "&sid=" + sid).send("2probe");
        assertEquals("3probe", socket.next());
        socket.send("5");
        assertEquals("2", socket.nextOfAny());
        socket.close();
    }

    @Test
    void afterTheUpgradePollingIsRefused() {
        String sid = WirePolling.handshake(wire);
        WireSocket socket = wire.open(WEBSOCKET + "&sid=" + sid).send("2probe", "5");
        assertEquals(400, wire.get(query(sid)).statusCode());
        socket.close();
    }

    @Test
    void afterTheUpgradeAnotherWebSocketIsClosed() {
        String sid = WirePolling.handshake(wire);
        WireSocket socket = wire.open(WEBSOCKET + "&sid=" + sid).send("2probe", "5");
        wire.open(WEBSOCKET + "&sid=" + sid).awaitClose();
        socket.close();
    }
}
