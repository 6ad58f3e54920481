package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ConformanceServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 on the wire, byte by byte, where the server's WebSockets are our own: what no client library would send, or show. */
class WebSocketIT {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Test
    void theAnswerToTheHandshake() throws IOException {
        try (RawClient client = new RawClient("GET", "Upgrade", "13", KEY)) {
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 101 "), head);
            assertTrue(head.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), head);
            assertTrue(client.text().startsWith("0{"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Upgrade, 8, dGhlIHNhbXBsZSBub25jZQ==, 426",
        "GET, Upgrade, 13, c2hvcnQ=, 400",
        "GET, keep-alive, 13, dGhlIHNhbXBsZSBub25jZQ==, 400",
        "POST, Upgrade, 13, dGhlIHNhbXBsZSBub25jZQ==, 400"
    })
    void handshakesThatAreNone(String method, String connection, String version, String key, int status)
            throws IOException {
        try (RawClient client = new RawClient(method, connection, version, key)) {
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
            assertEquals(status == 426, head.contains("\r\nSec-WebSocket-Version: 13\r\n"), head);
        }
    }

    @Test
    void aMessageInPiecesWithAPingBetween() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.send(0x01, "4");
            client.send(PING, "are you there");
            client.send(0x00, "");
            client.send(0x80, "0");
            assertArrayEquals("are you there".getBytes(StandardCharsets.UTF_8), client.frame(PONG));
            assertTrue(client.text().startsWith("40{"));
        }
    }

    @Test
    void byteAfterByte() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.sendSlowly(TEXT, "40");
            assertTrue(client.text().startsWith("40{"));
        }
    }

    @Test
    void aClientThatClosesIsAnsweredAndTheConnectionEnds() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.send(CLOSE, new byte[] {0x03, (byte) 0xE8});
            assertArrayEquals(new byte[] {0x03, (byte) 0xE8}, client.frame(CLOSE));
            client.assertEnd();
        }
    }

    @Test
    void aServerThatClosesWaitsForTheAnswerAndEndsTheConnection() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.send(TEXT, "2");
            assertArrayEquals(new byte[] {0x03, (byte) 0xE8}, client.frame(CLOSE));
            client.send(CLOSE, new byte[] {0x03, (byte) 0xE8});
            client.assertEnd();
        }
    }

    @Test
    void aServerThatClosesEndsTheConnectionOfAClientThatDoesNotAnswer() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.send(TEXT, "2");
            client.frame(CLOSE);
            client.assertEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({"193, 1002", "137, 1002", "131, 1002"})
    void whatNoClientMaySend(int first, int code) throws IOException {
        try (RawClient client = RawClient.open()) {
            client.send(first, "x".repeat(first == PING ? 126 : 1));
            assertArrayEquals(new byte[] {(byte) (code >>> 8), (byte) code}, client.frame(CLOSE));
            client.assertEnd();
        }
    }

    @Test
    void textThatIsNotUtf8() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.send(TEXT, new byte[] {'4', (byte) 0xC3, 0x28});
            assertArrayEquals(new byte[] {(byte) (1007 >>> 8), (byte) 1007}, client.frame(CLOSE));
        }
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
        try (RawClient client = RawClient.open()) {
            client.announce(TEXT, 1_000_001);
            assertArrayEquals(new byte[] {(byte) (1009 >>> 8), (byte) 1009}, client.frame(CLOSE));
        }
    }

    /** A client's end of one connection. */
    private static final class RawClient implements AutoCloseable {
        private static final int PATIENCE_MS = 10_000;

        private final Socket socket;
        private final DataInputStream in;

        RawClient(String method, String connection, String version, String key) throws IOException {
            URI uri = ConformanceServer.uri();
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            String request = method + " /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: " + connection + "\r\nSec-WebSocket-Version: " + version
                    + "\r\nSec-WebSocket-Key: " + key + "\r\nContent-Length: 0\r\n\r\n";
            write(request.getBytes(StandardCharsets.US_ASCII));
        }

        /** Open, and greeted. */
        static RawClient open() throws IOException {
            RawClient client = new RawClient("GET", "keep-alive, Upgrade", "13", KEY);
            assertTrue(client.head().contains(" 101 "));
            assertTrue(client.text().startsWith("0{"));
            return client;
        }

        private void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        }

        void send(int first, String payload) throws IOException {
            send(first, payload.getBytes(StandardCharsets.UTF_8));
        }

        void send(int first, byte[] payload) throws IOException {
            write(masked(first, payload));
        }

        void sendSlowly(int first, String payload) throws IOException {
            for (byte each : masked(first, payload.getBytes(StandardCharsets.UTF_8))) {
                write(new byte[] {each});
            }
        }

        /** A head with the mask 0, under which bytes stay as they are. */
        void announce(int first, int length) throws IOException {
            write(new byte[] {
                (byte) first,
                (byte) 0xFF,
                0,
                0,
                0,
                0,
                (byte) (length >>> 24),
                (byte) (length >>> 16),
                (byte) (length >>> 8),
                (byte) length,
                0,
                0,
                0,
                0
            });
        }

        private static byte[] masked(int first, byte[] payload) {
            byte[] key = {1, 2, 3, 4};
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(first);
            if (payload.length < 126) {
                out.write(0x80 | payload.length);
            } else {
                out.writeBytes(new byte[] {(byte) 0xFE, (byte) (payload.length >>> 8), (byte) payload.length});
            }
            out.writeBytes(key);
            for (int i = 0; i < payload.length; i++) {
                out.write(payload[i] ^ key[i % key.length]);
            }
            return out.toByteArray();
        }

        String text() throws IOException {
            return new String(frame(TEXT), StandardCharsets.UTF_8);
        }

        /** The payload of the next frame of this kind; pings of Engine.IO are passed over. */
        byte[] frame(int first) throws IOException {
            while (true) {
                int kind = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
                in.readFully(payload);
                if (kind == first && !(kind == TEXT && new String(payload, StandardCharsets.UTF_8).equals("2"))) {
                    return payload;
                }
                assertEquals(TEXT, kind, "another frame");
            }
        }

        /** Nothing follows but the end. */
        void assertEnd() throws IOException {
            assertEquals(-1, in.read());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
