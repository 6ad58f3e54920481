package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket of the JDK whose messages are waited for one by one. */
final class SocketClient implements WebSocket.Listener {
    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private WebSocket socket;
    private int refusal;

    void opening(CompletableFuture<WebSocket> opening) throws Exception {
        try {
            socket = opening.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            refusal = assertInstanceOf(WebSocketHandshakeException.class, e.getCause())
                    .getResponse()
                    .statusCode();
            closed.complete(1006);
        }
    }

    /** The HTTP status that refused it; 0 when it was opened. */
    int refusal() {
        return refusal;
    }

    void send(String message) throws Exception {
        socket.sendText(message, true).get(10, TimeUnit.SECONDS);
    }

    void send(byte[] message) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(message), true).get(10, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
    }

    String text() throws InterruptedException {
        return assertInstanceOf(String.class, message());
    }

    /** The next text that is not a ping; pings are answered. */
    String textButPing() throws Exception {
        String text = text();
        while (text.equals("2")) {
            send("3");
            text = text();
        }
        return text;
    }

    Object message() throws InterruptedException {
        Object message = messages.poll(5, TimeUnit.SECONDS);
        assertNotNull(
                message, () -> "no message within 5 s" + (closed.isDone() ? ", closed with " + closed.join() : ""));
        return message;
    }

    /** Waits for the end of the connection and returns its code. */
    int awaitClose() throws Exception {
        return closed.get(5, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        if (last) {
            messages.add(bytes.toByteArray());
            bytes.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        closed.complete(1006);
    }
}
