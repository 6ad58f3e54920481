package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the public Socket.IO v5 suite demands of a server, case by case; {@link EngineIoOfSocketIo} has its other half. */
class SocketIoConformanceIT {
    private static final String PLACEHOLDERS = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

    private final Wire wire = Wire.toConformanceServer();

    private WireSocket open() {
        WireSocket socket = wire.open("EIO=4&transport=websocket").answeringPings();
        assertTrue(socket.nextText().startsWith("0{"));
        return socket;
    }

    private WireSocket join() {
        WireSocket socket = open().send("40");
        assertTrue(socket.nextText().startsWith("40{"));
        assertEquals("42[\"auth\",{}]", socket.next());
        return socket;
    }

    /** Engine.IO as a Socket.IO server has to speak it. */
    @Nested
    class EngineLevel extends EngineIoOfSocketIo {}

    @Nested
    class Connect {
        @Test
        void toTheMainNamespace() {
            connects("40", "40", "42[\"auth\",{}]");
        }

        @Test
        void toTheMainNamespaceWithAPayload() {
            connects("40{\"token\":\"123\"}", "40", "42[\"auth\",{\"token\":\"123\"}]");
        }

        @Test
        void toACustomNamespace() {
            connects("40/custom,", "40/custom,", "42/custom,[\"auth\",{}]");
        }

        @Test
        void toACustomNamespaceWithAPayload() {
            connects("40/custom,{\"token\":\"abc\"}", "40/custom,", "42/custom,[\"auth\",{\"token\":\"abc\"}]");
        }

        private void connects(String packet, String head, String auth) {
            WireSocket socket = open().send(packet);
            String answer = socket.nextText();
            assertTrue(answer.startsWith(head + "{"), answer);
            assertTrue(answer.substring(head.length()).matches("\\{\"sid\":\"[^\"]+\"}"), answer);
            assertEquals(auth, socket.next());
            socket.close();
        }

        @Test
        void toAnUnknownNamespaceIsRefused() {
            WireSocket socket = open().send("40/random");
            assertEquals("44/random,{\"message\":\"Invalid namespace\"}", socket.next());
            socket.close();
        }

        @Test
        void withAnInvalidHandshakeCloses() {
            open().send("4abc").awaitClose();
        }

        @Test
        void notAtAllCloses() {
            open().awaitClose();
        }
    }

    @Nested
    class Disconnect {
        @Test
        void fromTheMainNamespace() {
            WireSocket socket = join().send("41");
            assertEquals("2", socket.nextOfAny());
            assertEquals("2", socket.nextOfAny());
            socket.close();
        }

        @Test
        void fromACustomNamespace() {
            WireSocket socket = join();
            assertEquals("2", socket.nextOfAny());
            socket.send("40/custom");
            socket.next();
            socket.next();
            socket.send("41/custom", "42[\"message\",\"message to main namespace\"]");
            assertEquals("42[\"message-back\",\"message to main namespace\"]", socket.next());
            socket.close();
        }
    }

    @Nested
    class Message {
        @Test
        void ofText() {
            WireSocket socket = join().send("42[\"message\",1,\"2\",{\"3\":[true]}]");
            assertEquals("42[\"message-back\",1,\"2\",{\"3\":[true]}]", socket.next());
            socket.close();
        }

        @Test
        void withAttachments() {
            echoes("452-[\"message\"," + PLACEHOLDERS + "]", "452-[\"message-back\"," + PLACEHOLDERS + "]");
        }

        @Test
        void ofTextWithAck() {
            WireSocket socket = join().send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
            assertEquals("43456[1,\"2\",{\"3\":[false]}]", socket.next());
            socket.close();
        }

        @Test
        void withAttachmentsAndAck() {
            echoes("452-789[\"message-with-ack\"," + PLACEHOLDERS + "]", "462-789[" + PLACEHOLDERS + "]");
        }

        private void echoes(String packet, String answer) {
            byte[] first = {1, 2, 3};
            byte[] second = {4, 5, 6};
            WireSocket socket = join().send(packet, first, second);
            assertEquals(answer, socket.next());
            assertArrayEquals(first, (byte[]) socket.next());
            assertArrayEquals(second, (byte[]) socket.next());
            socket.close();
        }

        @Test
        void ofAnUnknownPacketTypeCloses() {
            join().send("4abc").awaitClose();
        }

        @Test
        void withAnInvalidPayloadCloses() {
            join().send("42{}").awaitClose();
        }

        @Test
        void withAnInvalidAckIdCloses() {
            join().send("42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]").awaitClose();
        }
    }
}
