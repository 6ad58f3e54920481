package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.AnyCertificate;
import dev.roomcast.it.ConformanceServer;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Worker;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where Payara itself encrypts, its own WebSockets are used. */
class EncryptedWebSocketIT {
    private static final int PORT = FreePort.next();
    private static final String MESSAGE = "x".repeat(100_000);

    private static Worker worker;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        worker = ConformanceServer.plan().alsoEncrypted(PORT).start();
        client = HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private static WireSocket open() {
        URI uri = URI.create("wss://localhost:" + PORT + "/socket.io/?EIO=4&transport=websocket");
        WireSocket socket = WireSocket.open(client, uri).answeringPings();
        assertTrue(socket.nextText().startsWith("0{"));
        return socket;
    }

    @Test
    void messagesOfAnySizePassBothWays() {
        WireSocket socket = open();
        socket.send("40");
        assertTrue(socket.nextText().startsWith("40{"));
        assertEquals("42[\"auth\",{}]", socket.next());
        socket.send("42[\"message\",\"" + MESSAGE + "\"]", "42[\"message\",1]");
        assertEquals("42[\"message-back\",\"" + MESSAGE + "\"]", socket.next());
        assertEquals("42[\"message-back\",1]", socket.next());
        socket.close();
    }

    @Test
    void theServerCloses() {
        WireSocket socket = open();
        socket.send("2");
        socket.awaitClose();
    }
}
