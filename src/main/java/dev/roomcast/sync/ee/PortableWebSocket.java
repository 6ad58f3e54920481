package dev.roomcast.sync.ee;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.engineio.WebSocketTransport;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends through the API that every container has, one message at a time. */
final class PortableWebSocket implements WebSocketTransport {
    /** How long a peer may take to answer that the WebSocket closes. */
    private static final long FAREWELL_MS = 5_000;

    private final Session session;
    private final ContainerClose close;

    PortableWebSocket(Session session, ContainerClose close) {
        this.session = session;
        this.close = close;
    }

    @Override
    public void send(List<Frame> frames, SendResult done) {
        Queue<Object> messages = new ArrayDeque<>(frames.size());
        for (Frame frame : frames) {
            if (!frame.text().isEmpty()) {
                messages.add(frame.text());
            }
            messages.addAll(frame.attachments());
        }
        new Turn(messages, done).next();
    }

    @Override
    public void close(int code) {
        endEvenWithoutAnswer(session);
        close.close(code);
    }

    /** Without this, Undertow keeps the connection of a client that has vanished: it waits for the client's own closing. */
    static void endEvenWithoutAnswer(Session session) {
        try {
            session.setMaxIdleTimeout(FAREWELL_MS);
        } catch (IllegalStateException e) {
            // The connection is gone already.
        }
    }

    /** The messages of one call, each sent when the one before it is done. */
    private final class Turn {
        private final Queue<Object> messages;
        private final SendResult done;
        private final AtomicInteger due = new AtomicInteger();

        Turn(Queue<Object> messages, SendResult done) {
            this.messages = messages;
            this.done = done;
        }

        /** A loop and no recursion: some containers report a message done from within the call that sends it. */
        void next() {
            if (due.getAndIncrement() == 0) {
                do {
                    sendOne();
                } while (due.decrementAndGet() != 0);
            }
        }

        private void sendOne() {
            Object message = messages.poll();
            if (message == null) {
                done.sent(true);
                return;
            }
            try {
                send(message, result -> {
                    if (result.isOK()) {
                        next();
                    } else {
                        done.sent(false);
                    }
                });
            } catch (IllegalStateException | IllegalArgumentException e) {
                done.sent(false);
            }
        }

        private void send(Object message, SendHandler handler) {
            if (message instanceof byte[] bytes) {
                session.getAsyncRemote().sendBinary(ByteBuffer.wrap(bytes), handler);
            } else {
                session.getAsyncRemote().sendText((String) message, handler);
            }
        }
    }
}
