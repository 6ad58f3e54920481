package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket that keeps what it receives until the test asks for it. */
final class WireSocket implements WebSocket.Listener {
    private static final Object CLOSED = "closed";
    private static final String PING = "2";
    private static final String PONG = "3";

    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private volatile @Nullable WebSocket webSocket;
    private volatile boolean answering;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    private WireSocket() {}

    static WireSocket open(HttpClient client, URI uri) {
        WireSocket socket = new WireSocket();
        try {
            socket.webSocket = client.newWebSocketBuilder()
                    .connectTimeout(Wire.PATIENCE)
                    .buildAsync(uri, socket)
                    .join();
        } catch (CompletionException refused) {
            socket.received.add(CLOSED);
        }
        return socket;
    }

    /** From now on pings are answered, as a patient client does. */
    WireSocket answeringPings() {
        answering = true;
        return this;
    }

    WireSocket send(Object... messages) {
        for (Object message : messages) {
            enqueue(message).join();
        }
        return this;
    }

    /** One send at a time is all the client allows. A failing one is no matter: the test finds the connection closed. */
    private synchronized CompletableFuture<?> enqueue(Object message) {
        WebSocket socket = webSocket;
        assertNotNull(socket, "the WebSocket was refused");
        sending = sending.thenCompose(before -> message instanceof byte[] bytes
                        ? socket.sendBinary(ByteBuffer.wrap(bytes), true)
                        : socket.sendText((String) message, true))
                .handle((done, failure) -> done);
        return sending;
    }

    /** The next message, pings included: a String or a byte array. */
    Object nextOfAny() {
        try {
            Object message = received.poll(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertNotNull(message, "nothing received in time");
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next message that is no ping. */
    Object next() {
        Object message = nextOfAny();
        return message.equals(PING) ? next() : message;
    }

    String nextText() {
        return (String) next();
    }

    /** Waits for the connection's end and asserts that nothing but pings comes before it. */
    void awaitClose() {
        assertEquals(CLOSED, next());
    }

    void close() {
        WebSocket socket = webSocket;
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            received.add(message);
            if (answering && message.equals(PING)) {
                enqueue(PONG);
            }
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            received.add(binary.toByteArray());
            binary.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        received.add(CLOSED);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        received.add(CLOSED);
    }
}
