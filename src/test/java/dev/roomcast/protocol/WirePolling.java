package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Queue;

/** A session over HTTP long-polling that answers pings and keeps the packets it received. */
final class WirePolling {
    private static final String SEPARATOR = "\u001e";

    private final Wire wire;
    private final String query;
    private final Queue<String> received = new ArrayDeque<>();

    WirePolling(Wire wire) {
        this.wire = wire;
        this.query = "EIO=4&transport=polling&sid=" + handshake(wire);
    }

    /** Opens a session and returns its sid. */
    static String handshake(Wire wire) {
        HttpResponse<String> response = wire.get("EIO=4&transport=polling");
        assertEquals(200, response.statusCode());
        return response.body().replaceFirst("(?s)^0\\{\"sid\":\"([^\"]+)\".*$", "$1");
    }

    void send(Object message) {
        String packet =
                message instanceof byte[] bytes ? "b" + Base64.getEncoder().encodeToString(bytes) : (String) message;
        wire.post(query, packet);
    }

    /** The next packet that is no ping. */
    String next() {
        while (received.isEmpty()) {
            HttpResponse<String> response = wire.get(query);
            assertEquals(200, response.statusCode());
            accept(response.body());
        }
        return received.remove();
    }

    /** Polls until the session is gone and asserts that it brings nothing but pings and the farewell. */
    void awaitClose() {
        HttpResponse<String> response = wire.get(query);
        while (response.statusCode() == 200) {
            accept(response.body());
            received.remove("1");
            assertEquals(0, received.size(), received::toString);
            response = wire.get(query);
        }
        assertEquals(400, response.statusCode());
    }

    private void accept(String payload) {
        for (String packet : payload.split(SEPARATOR)) {
            if (packet.equals("2")) {
                send("3");
            } else {
                received.add(packet);
            }
        }
    }
}
