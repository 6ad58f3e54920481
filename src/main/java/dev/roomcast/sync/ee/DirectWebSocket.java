package dev.roomcast.sync.ee;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.FrameBurst;
import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.WebSocketTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends past the container's own queue of messages: frames that were built once for all receivers, several of them in one
 * write, on the thread that brings them. What is not written at once is asked again by the timer wheel.
 */
abstract class DirectWebSocket implements WebSocketTransport {
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    /** More than the bursts that many clients get. */
    private static final int PIECE = 64 << 10;

    final TimerWheel wheel;

    DirectWebSocket(TimerWheel wheel) {
        this.wheel = wheel;
    }

    /**
     * Takes bytes that are whole WebSocket frames, and writes what can be written at once. For one send at a time.
     *
     * @return whether all of it is with the operating system; otherwise {@link #flush} is to be asked until it is
     * @throws IOException when the connection is broken
     * @throws IllegalStateException when the WebSocket is not open any more
     */
    abstract boolean write(ByteBuffer frames) throws IOException;

    /** Whether the last write is done by now; throws as {@link #write}. */
    abstract boolean flush() throws IOException;

    /** Whether it was asked to close. */
    abstract boolean isClosing();

    @Override
    public void send(List<Frame> frames, SendResult done) {
        boolean written;
        try {
            written = write(joined(frames));
        } catch (IOException | IllegalStateException e) {
            done.sent(false);
            return;
        }
        if (written) {
            done.sent(true);
        } else {
            lookIn(FIRST_LOOK, done);
        }
    }

    /** Writes what a socket takes now. */
    static void write(SocketChannel socket, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        try {
            int left = bytes.remaining();
            while (left > 0) {
                // The JDK copies all it is given off the heap, however little the socket takes, and the thread keeps
                // that memory.
                bytes.limit(bytes.position() + Math.min(left, PIECE));
                socket.write(bytes);
                if (bytes.hasRemaining()) {
                    return;
                }
                left = end - bytes.position();
            }
        } finally {
            bytes.limit(end);
        }
    }

    private static ByteBuffer joined(List<Frame> frames) {
        if (frames.size() == 1) {
            return ByteBuffer.wrap(frames.get(0).webSocketFrames());
        }
        return ByteBuffer.wrap(frames instanceof FrameBurst burst ? burst.webSocketFrames() : Frame.joined(frames));
    }

    private void lookIn(long nanos, SendResult done) {
        wheel.in(nanos, () -> look(nanos, done));
    }

    private void look(long waited, SendResult done) {
        boolean written;
        try {
            written = flush();
        } catch (IOException | IllegalStateException e) {
            done.sent(false);
            return;
        }
        if (written) {
            done.sent(true);
        } else if (isClosing()) {
            done.sent(false);
        } else {
            lookIn(Math.min(2 * waited, LAST_LOOK), done);
        }
    }
}
