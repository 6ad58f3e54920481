package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.websocket.ControlFrames;
import jakarta.servlet.http.WebConnection;
import java.beans.Statement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Payara, not encrypted. Writes to Grizzly's connection itself; Tyrus knows nothing of it. Closing is said in a frame of its own, then the
 * server's half of the connection is closed, and the client's end lets the container close the rest.
 */
final class GrizzlyWebSocket extends DirectWebSocket {
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_LOOKS = 5;

    private final GrizzlyConnection connection;
    private final GrizzlyWriting writing;
    private final Executor executor;
    /** The container's word for the connection; null until it has opened it. */
    private volatile @Nullable WebConnection opened;
    /** Written under this, as is writing: nothing follows the closing frame. */
    private volatile boolean closing;
    /** The newest ping that is still to be answered. Guarded by this. */
    private byte @Nullable [] owed;

    private volatile boolean ended;

    GrizzlyWebSocket(GrizzlyConnection connection, GrizzlyWriting writing, TimerWheel wheel, Executor executor) {
        super(wheel);
        this.connection = connection;
        this.writing = writing;
        this.executor = executor;
    }

    /** The container has opened it. */
    void opened(WebConnection container) {
        opened = container;
    }

    @Override
    synchronized boolean write(ByteBuffer frames) throws IOException {
        if (closing) {
            throw new IllegalStateException("closed");
        }
        answerPing();
        return writing.write(frames);
    }

    @Override
    synchronized boolean flush() throws IOException {
        boolean flushed = writing.flushed();
        if (flushed && !closing) {
            answerPing();
        }
        return flushed;
    }

    @Override
    boolean isClosing() {
        return closing;
    }

    /**
     * Answers a ping, at once or as soon as nothing waits: of a client that does not read more and more answers would pile up, so only the
     * newest ping is answered then, as section 5.5.3 allows.
     */
    synchronized void pong(byte[] payload) {
        owed = payload;
        try {
            flush();
        } catch (IOException e) {
            // The reader hears of it.
            return;
        }
    }

    private void answerPing() throws IOException {
        byte[] payload = owed;
        if (payload != null) {
            owed = null;
            writing.write(ControlFrames.pong(payload));
        }
    }

    @Override
    public void close(int code) {
        if (sayClosed(code)) {
            // Without this, the connection of a client that neither reads nor answers would stay open.
            wheel.in(FAREWELL, () -> look(MOST_LOOKS));
        }
    }

    /** False when it was said before. */
    private synchronized boolean sayClosed(int code) {
        if (closing) {
            return false;
        }
        closing = true;
        try {
            writing.write(ControlFrames.close(code));
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
        return true;
    }

    /**
     * Nothing more is read from the client, which has closed, or answered, or broken the protocol: what is to be said is said, and the
     * connection can end.
     */
    void closeWithoutAnswer(int code) {
        close(code);
        endOutput();
    }

    /** Closes the server's half once all is written: the client closes the other one then, and with it all. */
    private void endOutput() {
        try {
            if (ended) {
                return;
            }
            if (flush()) {
                writing.endOutput();
            } else {
                wheel.in(SOON, this::endOutput);
            }
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
    }

    /** Ends the connection without waiting for the client. */
    void end() {
        closing = true;
        endOutput();
        look(MOST_LOOKS);
    }

    /** Ends what has not ended, and tells the container of an end that it has missed: it would keep the connection's objects for ever. */
    private void look(int times) {
        if (ended) {
            return;
        }
        if (connection.isOpen()) {
            connection.terminate(executor);
            if (times > 0) {
                wheel.in(AGAIN, () -> look(times - 1));
            }
            return;
        }
        WebConnection container = opened;
        if (container != null) {
            run(ContainerClose.alone(new Statement(container, "close", new Object[0])));
        }
    }

    private void run(Runnable ending) {
        try {
            executor.execute(ending);
        } catch (RejectedExecutionException | IllegalStateException e) {
            ending.run();
        }
    }

    /** The container has closed the connection. */
    void ended() {
        ended = true;
    }
}
