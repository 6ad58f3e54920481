package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.HttpAnswer;
import dev.roomcast.sync.engineio.HttpReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Answers an asynchronous request from whatever thread has the answer. */
final class AsyncReply implements HttpReply {
    /** What fits into the socket's buffer of a client that waits for its answer, so that writing it does not block. */
    private static final int SMALL = 8 * 1024;

    private final AsyncContext async;
    private final TimerWheel wheel;
    private final Executor executor;
    private final long patience;
    private final Optional<GrizzlyConnection> connection;
    private final Thread servicing = Thread.currentThread();
    // Written once, by the servicing thread; read by whoever answers.
    private volatile boolean left;

    /**
     * To be made by the thread that services the request.
     *
     * @param patience in ns: a client that takes nothing of its answer for so long is given up, and a container that does not
     *     return from the service
     */
    AsyncReply(
            AsyncContext async,
            TimerWheel wheel,
            Executor executor,
            long patience,
            Optional<GrizzlyConnection> connection) {
        this.async = async;
        this.wheel = wheel;
        this.executor = executor;
        this.patience = patience;
        this.connection = connection;
    }

    /** The servlet returns; the servicing thread's last call. */
    void leaveService() {
        left = true;
    }

    @Override
    public void send(HttpAnswer answer) {
        if (!left && Thread.currentThread() == servicing) {
            write(answer);
        } else {
            sendReturned(answer, wheel.now() + patience);
        }
    }

    private void sendReturned(HttpAnswer answer, long deadline) {
        if (returned()) {
            handOver(() -> write(answer));
        } else if (wheel.now() - deadline < 0) {
            // Without this, the thread that still services the request would use the response at the same time.
            wheel.in(0, () -> sendReturned(answer, deadline));
        } else {
            // Its service has failed in the container, which will not end it any more.
            connection.ifPresent(beneath -> beneath.terminate(executor));
        }
    }

    /** Whether the container has the request back from the servlet and all filters: from then on it takes no timeout any more. */
    private boolean returned() {
        try {
            async.setTimeout(async.getTimeout());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Runs what completes, on a thread that services no other request: Payara mixes up the contexts of the two otherwise. */
    private void handOver(Runnable completing) {
        try {
            executor.execute(completing);
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The application is being undeployed: nobody else will do it.
            completing.run();
        }
    }

    private void write(HttpAnswer answer) {
        try {
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            byte[] body = Requests.writeHead(answer, response);
            ServletOutputStream out = response.getOutputStream();
            if (body.length <= SMALL) {
                out.write(body);
                complete();
            } else {
                connection.ifPresent(GrizzlyConnection::bound);
                Writer writer = new Writer(out, body);
                writer.watch(0);
                out.setWriteListener(writer);
            }
        } catch (IOException | IllegalStateException e) {
            complete();
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container has ended the request by itself.
        }
    }

    /** Writes a long answer as the client takes it. */
    private final class Writer implements WriteListener {
        private final ServletOutputStream out;
        private final byte[] body;
        // Written by the container's threads, one at a time; read by the timer wheel.
        private volatile int written;
        private volatile TimerWheel.@Nullable Timeout watch;
        /** Whether one of the container's threads is writing just now. Guarded by this. */
        private boolean writing;
        /** Guarded by this. */
        private boolean ended;

        Writer(ServletOutputStream out, byte[] body) {
            this.out = out;
            this.body = body;
        }

        /** Looks whether the client has taken more than before, and gives it up if not: no container does. */
        void watch(int before) {
            watch = wheel.in(patience, () -> {
                if (written > before) {
                    watch(written);
                } else {
                    giveUp();
                }
            });
        }

        private void giveUp() {
            boolean idle;
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                idle = !writing;
            }
            connection.ifPresent(beneath -> beneath.terminate(executor));
            if (idle) {
                handOver(this::finish);
            }
        }

        @Override
        public void onWritePossible() throws IOException {
            synchronized (this) {
                if (ended) {
                    return;
                }
                writing = true;
            }
            boolean whole = false;
            try {
                whole = writeOn();
            } finally {
                leave(whole);
            }
        }

        /** Writes what is taken; whether that was the last. */
        private boolean writeOn() throws IOException {
            while (out.isReady()) {
                int before = written;
                if (before == body.length) {
                    return true;
                }
                int length = Math.min(SMALL, body.length - before);
                out.write(body, before, length);
                written = before + length;
            }
            return false;
        }

        /** Completes here what ended meanwhile: completed under this thread, the container would let it write to another client. */
        private void leave(boolean whole) {
            boolean over;
            synchronized (this) {
                writing = false;
                ended |= whole;
                over = ended;
            }
            if (over) {
                finish();
            }
        }

        @Override
        public void onError(Throwable problem) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                if (writing) {
                    return;
                }
            }
            finish();
        }

        private void finish() {
            TimerWheel.Timeout watching = watch;
            if (watching != null) {
                watching.cancel();
            }
            connection.ifPresent(GrizzlyConnection::release);
            complete();
        }
    }
}
