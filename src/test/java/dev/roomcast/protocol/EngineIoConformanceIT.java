package dev.roomcast.protocol;

import static dev.roomcast.protocol.EngineClient.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ConformanceServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of the public Engine.IO v4 suite. */
class EngineIoConformanceIT {
    private static final long INTERVAL_MS = 300;
    private static final long TIMEOUT_MS = 200;

    private final EngineClient client = new EngineClient(ConformanceServer.uri());

    private static void after(long millis) {
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }

    @Nested
    class HandshakeOverPolling {
        @Test
        void opensASession() throws Exception {
            JsonArray upgrades = client.handshake().getJsonArray("upgrades");
            assertEquals("[\"websocket\"]", upgrades.toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {"?transport=polling", "?EIO=abc&transport=polling"})
        void needsAValidVersion(String query) throws Exception {
            assertEquals(400, client.get(query).statusCode());
        }

        @ParameterizedTest
        @ValueSource(strings = {"?EIO=4", "?EIO=4&transport=abc"})
        void needsAValidTransport(String query) throws Exception {
            assertEquals(400, client.get(query).statusCode());
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT"})
        void needsAGet(String method) throws Exception {
            var request = client.request("?EIO=4&transport=polling").method(method, BodyPublishers.noBody());
            assertEquals(400, await(client.send(request)).statusCode());
        }
    }

    @Nested
    class HandshakeOverWebSocket {
        @Test
        void opensASession() throws Exception {
            JsonObject open = EngineClient.open(
                    client.socket("?EIO=4&transport=websocket").text());
            assertEquals("[]", open.getJsonArray("upgrades").toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {"?transport=websocket", "?EIO=abc&transport=websocket"})
        void needsAValidVersion(String query) throws Exception {
            assertEquals(1006, client.socket(query).awaitClose());
        }

        @ParameterizedTest
        @ValueSource(strings = {"?EIO=4", "?EIO=4&transport=abc"})
        void needsAValidTransport(String query) throws Exception {
            assertEquals(1006, client.socket(query).awaitClose());
        }
    }

    @Nested
    class MessagesOverPolling {
        @Test
        void aTextComesBack() throws Exception {
            String sid = client.newSid();
            HttpResponse<String> posted = await(client.post(sid, "4hello"));
            assertEquals(200, posted.statusCode());
            assertEquals("ok", posted.body());
            assertEquals("4hello", await(client.poll(sid)).body());
        }

        @Test
        void aPayloadOfSeveralComesBack() throws Exception {
            String sid = client.newSid();
            await(client.post(sid, "4test1\u001e4test2\u001e4test3"));
            assertEquals(
                    "4test1\u001e4test2\u001e4test3", await(client.poll(sid)).body());
        }

        @Test
        void binaryAndTextComeBack() throws Exception {
            String sid = client.newSid();
            await(client.post(sid, "4hello\u001ebAQIDBA=="));
            assertEquals("4hello\u001ebAQIDBA==", await(client.poll(sid)).body());
        }

        @Test
        void anInvalidPacketEndsTheSession() throws Exception {
            String sid = client.newSid();
            await(client.post(sid, "abc"));
            assertEquals(400, await(client.poll(sid)).statusCode());
        }

        @Test
        void twoPollsAtOnceEndTheSession() throws Exception {
            String sid = client.newSid();
            var first = client.poll(sid);
            after(5);
            var second = client.poll(sid);
            assertEquals("1", await(first).body());
            assertEquals(200, await(first).statusCode());
            assertEquals(400, await(second).statusCode());
            assertEquals(400, await(client.poll(sid)).statusCode());
        }

        @Test
        void aPollThatIsCancelledEndsTheSession() throws Exception {
            String sid = client.newSid();
            var cancelled = client.poll(sid);
            after(5);
            cancelled.cancel(true);
            assertEquals(400, await(client.poll(sid)).statusCode());
        }
    }

    @Nested
    class MessagesOverWebSocket {
        @Test
        void aTextComesBack() throws Exception {
            SocketClient socket = client.openSocket();
            socket.send("4hello");
            assertEquals("4hello", socket.textButPing());
        }

        @Test
        void binaryComesBack() throws Exception {
            SocketClient socket = client.openSocket();
            socket.send(new byte[] {1, 2, 3, 4});
            assertArrayEquals(new byte[] {1, 2, 3, 4}, (byte[]) socket.message());
        }

        @Test
        void anInvalidPacketEndsTheSession() throws Exception {
            SocketClient socket = client.openSocket();
            socket.send("abc");
            socket.awaitClose();
        }
    }

    @Nested
    class HeartbeatOverPolling {
        @Test
        void pingsAreAnsweredByPongs() throws Exception {
            String sid = client.newSid();
            for (int i = 0; i < 3; i++) {
                assertEquals("2", await(client.poll(sid)).body());
                assertEquals(200, await(client.post(sid, "3")).statusCode());
            }
        }

        @Test
        void silenceEndsTheSession() throws Exception {
            String sid = client.newSid();
            after(INTERVAL_MS + TIMEOUT_MS);
            assertEquals(400, await(client.poll(sid)).statusCode());
        }
    }

    @Nested
    class HeartbeatOverWebSocket {
        @Test
        void pingsAreAnsweredByPongs() throws Exception {
            SocketClient socket = client.openSocket();
            for (int i = 0; i < 3; i++) {
                assertEquals("2", socket.text());
                socket.send("3");
            }
        }

        @Test
        void silenceEndsTheSession() throws Exception {
            client.openSocket().awaitClose();
        }
    }

    @Nested
    class Closing {
        @Test
        void overPollingReleasesThePoll() throws Exception {
            String sid = client.newSid();
            var poll = client.poll(sid);
            after(5);
            var close = client.post(sid, "1");
            assertEquals(200, await(close).statusCode());
            assertEquals("6", await(poll).body());
            assertEquals(400, await(client.poll(sid)).statusCode());
        }

        @Test
        void overAWebSocketClosesIt() throws Exception {
            SocketClient socket = client.openSocket();
            socket.send("1");
            assertNotEquals(1006, socket.awaitClose());
        }
    }

    @Nested
    class Upgrade {
        private final String sid;
        private final SocketClient socket;

        Upgrade() throws Exception {
            sid = client.newSid();
            socket = client.socket("?EIO=4&transport=websocket&sid=" + sid);
        }

        @Test
        void movesTheSession() throws Exception {
            socket.send("2probe");
            assertEquals("3probe", socket.text());
            HttpResponse<String> poll = await(client.poll(sid));
            assertEquals(200, poll.statusCode());
            assertEquals("6", poll.body());
            socket.send("5");
            socket.send("4hello");
            assertEquals("4hello", socket.textButPing());
        }

        @Test
        void refusesPollsAfterwards() throws Exception {
            socket.send("2probe");
            assertEquals("3probe", socket.text());
            socket.send("5");
            assertEquals(400, await(client.poll(sid)).statusCode());
            socket.send("4hello");
            assertEquals("4hello", socket.textButPing());
        }

        @Test
        void refusesAnotherWebSocketAfterwards() throws Exception {
            socket.send("2probe");
            assertEquals("3probe", socket.text());
            socket.send("5");
            SocketClient second = client.socket("?EIO=4&transport=websocket&sid=" + sid);
            second.awaitClose();
            socket.send("4hello");
            assertEquals("4hello", socket.textButPing());
        }
    }

    @Nested
    class BeyondThePublicSuite {
        @Test
        void aBodyBeyondTheLimitIsRefusedAndTheSessionLives() throws Exception {
            String sid = client.newSid();
            assertEquals(413, await(client.post(sid, "4".repeat(1_000_001))).statusCode());
            assertEquals("ok", await(client.post(sid, "4still here")).body());
            assertEquals("4still here", await(client.poll(sid)).body());
        }

        @Test
        void theLargestBodyComesBack() throws Exception {
            String sid = client.newSid();
            String largest = "4" + "a".repeat(999_999);
            assertEquals("ok", await(client.post(sid, largest)).body());
            assertTrue(largest.equals(await(client.poll(sid)).body()));
        }

        @Test
        void theLargestMessageComesBackAndALargerOneCloses() throws Exception {
            SocketClient socket = client.openSocket();
            String largest = "4" + "a".repeat(999_999);
            socket.send(largest);
            assertTrue(largest.equals(socket.textButPing()));
            SocketClient another = client.openSocket();
            another.send(largest + "a");
            assertEquals(1009, another.awaitClose());
        }

        // Fewer than the server's bound on waiting packets, which a slow machine could reach.
        @Test
        void manyMessagesKeepTheirOrder() throws Exception {
            SocketClient socket = client.openSocket();
            for (int i = 0; i < 200; i++) {
                socket.send("4" + i + " \uD83D\uDE00");
            }
            for (int i = 0; i < 200; i++) {
                assertEquals("4" + i + " \uD83D\uDE00", socket.textButPing());
            }
        }

        @Test
        void errorsHaveACodeAndAMessage() throws Exception {
            HttpResponse<String> answer = client.get("?EIO=4&transport=polling&sid=__proto__");
            assertEquals("{\"code\":1,\"message\":\"Session ID unknown\"}", answer.body());
            assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json"));
        }

        @Test
        void aForeignOriginIsRefusedOnBothTransports() throws Exception {
            SocketClient socket = client.socket("?EIO=4&transport=websocket", "http://evil.example");
            assertEquals(403, socket.refusal());
            var poll = client.request("?EIO=4&transport=polling").header("Origin", "http://evil.example");
            assertEquals(403, await(client.send(poll)).statusCode());
        }

        @Test
        void theSameOriginIsWelcome() throws Exception {
            String own = ConformanceServer.uri().toString().replaceFirst("/$", "");
            EngineClient.open(client.socket("?EIO=4&transport=websocket", own).text());
        }
    }
}
