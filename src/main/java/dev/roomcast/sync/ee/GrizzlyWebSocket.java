package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.websocket.ControlFrames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Payara, not encrypted. Writes to Grizzly's connection itself; Tyrus knows nothing of it. Closing is said in a frame of its own, then the
 * server's half of the connection is closed, and the client's end lets the container close the rest.
 */
final class GrizzlyWebSocket extends DirectWebSocket {
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    private final GrizzlyConnection connection;
    private final GrizzlyWriting writing;
    private final Executor executor;
    /** Guarded by this, as is writing: nothing follows the closing frame. */
    private boolean closing;

    private volatile boolean ended;

    GrizzlyWebSocket(GrizzlyConnection connection, GrizzlyWriting writing, TimerWheel wheel, Executor executor) {
        super(wheel);
        this.connection = connection;
        this.writing = writing;
        this.executor = executor;
    }

    @Override
    synchronized boolean write(ByteBuffer frames) throws IOException {
        if (closing) {
            throw new IllegalStateException("closed");
        }
        return writing.write(connection.connection(), frames);
    }

    @Override
    boolean flush() throws IOException {
        return writing.flushed(connection.connection());
    }

    @Override
    synchronized boolean isClosing() {
        return closing;
    }

    /** Answers a ping, unless something waits: who does not read would have more and more answers pile up. */
    void pong(byte[] payload) {
        try {
            synchronized (this) {
                if (!closing && flush()) {
                    write(ControlFrames.pong(payload));
                }
            }
        } catch (IOException e) {
            // The reader hears of it.
        }
    }

    @Override
    public void close(int code) {
        if (sayClosed(code)) {
            // Without this, the connection of a client that neither reads nor answers would stay open.
            wheel.in(FAREWELL, this::terminate);
        }
    }

    /** The client has closed, or has answered: what is to be said is said, and the connection can end. */
    void closedByClient(int code) {
        close(code);
        endOutput();
    }

    /** Closes the server's half, unless something is still to be written: the client closes the other one then, and with it all. */
    private void endOutput() {
        try {
            if (flush()) {
                writing.endOutput(connection.connection());
            }
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
    }

    /** Ends the connection without waiting for the client. */
    void end() {
        endOutput();
        terminate();
    }

    private void terminate() {
        if (!ended) {
            connection.terminate(executor);
        }
    }

    /** The container has closed the connection. */
    void ended() {
        ended = true;
    }

    /** False when it was said before. */
    private synchronized boolean sayClosed(int code) {
        if (closing) {
            return false;
        }
        closing = true;
        try {
            writing.write(connection.connection(), ControlFrames.close(code));
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
        return true;
    }
}
