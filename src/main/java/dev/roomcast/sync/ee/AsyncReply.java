package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.HttpAnswer;
import dev.roomcast.sync.engineio.HttpReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Answers an asynchronous request from whatever thread has the answer. */
final class AsyncReply implements HttpReply {
    /** What fits into the socket's buffer of a client that waits for its answer, so that writing it does not block. */
    private static final int SMALL = 8 * 1024;

    /** How long after the servlet's return a container may still be busy with the request, in ns. */
    private static final long UNWINDING = TimeUnit.MILLISECONDS.toNanos(50);

    /** How long the container is kept from ending a request that is being answered, in ns. */
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);

    private final AsyncContext async;
    private final TimerWheel wheel;
    private final Executor executor;
    private final long patience;
    private final Optional<GrizzlyConnection> connection;
    private final Thread servicing = Thread.currentThread();
    /** Set by whoever ends the request first: afterwards the container uses its objects for another client's. */
    private final AtomicBoolean over = new AtomicBoolean();
    /** Held while an answer is written, so that the container does not end the request in the middle of it. */
    private final ReentrantLock writing = new ReentrantLock();
    // Written once, by the servicing thread; read by whoever answers.
    private volatile long leftAt = Long.MAX_VALUE;

    /**
     * To be made by the thread that services the request.
     *
     * @param patience in ns: a client that takes nothing of its answer for so long is given up
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
        async.addListener(new End());
    }

    /** The servlet returns; the servicing thread's last call. */
    void leaveService() {
        leftAt = wheel.now();
    }

    @Override
    public void send(HttpAnswer answer) {
        long left = leftAt;
        if (left == Long.MAX_VALUE && Thread.currentThread() == servicing) {
            write(answer);
            return;
        }
        long settled = left == Long.MAX_VALUE ? UNWINDING : left + UNWINDING - wheel.now();
        if (settled > 0) {
            // Without this, Payara recycles the request under the feet of the thread that is still servicing it.
            wheel.in(settled, () -> send(answer));
        } else {
            handOver(answer);
        }
    }

    /** Completes on a thread that services no other request: Payara mixes up the contexts of the two otherwise. */
    private void handOver(HttpAnswer answer) {
        try {
            executor.execute(() -> write(answer));
        } catch (RejectedExecutionException | IllegalStateException e) {
            // The application is being undeployed: nobody else will do it.
            write(answer);
        }
    }

    private void giveUp() {
        connection.ifPresent(beneath -> beneath.terminate(executor));
        try {
            executor.execute(this::complete);
        } catch (RejectedExecutionException | IllegalStateException e) {
            complete();
        }
    }

    private void write(HttpAnswer answer) {
        writing.lock();
        try {
            if (!over.get()) {
                writeWhole(answer);
            }
        } finally {
            writing.unlock();
        }
    }

    private void writeWhole(HttpAnswer answer) {
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
        if (!over.compareAndSet(false, true)) {
            return;
        }
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container has ended the request by itself: the client has gone.
        }
    }

    /** Hears that the container ends the request by itself, as when the client has gone, before it uses its objects again. */
    private final class End implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is started once.
        }

        /** Waits for an answer that is just being written; not for ever, since the container may hold what the writing needs. */
        private void end() {
            boolean alone = false;
            try {
                alone = writing.tryLock(MOMENT, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                over.set(true);
                if (alone) {
                    writing.unlock();
                }
            }
        }
    }

    /** Writes a long answer as the client takes it. */
    private final class Writer implements WriteListener {
        private final ServletOutputStream out;
        private final byte[] body;
        // Written by the container's threads, one at a time; read by the timer wheel.
        private volatile int written;
        private volatile boolean ended;
        private volatile TimerWheel.@Nullable Timeout watch;

        Writer(ServletOutputStream out, byte[] body) {
            this.out = out;
            this.body = body;
        }

        /** Looks whether the client has taken more than before, and gives it up if not: no container does. */
        void watch(int before) {
            watch = wheel.in(patience, () -> {
                if (ended) {
                    return;
                }
                if (written > before) {
                    watch(written);
                } else {
                    ended = true;
                    giveUp();
                }
            });
        }

        @Override
        public void onWritePossible() throws IOException {
            while (!ended && out.isReady()) {
                int before = written;
                if (before == body.length) {
                    end();
                    return;
                }
                int length = Math.min(SMALL, body.length - before);
                out.write(body, before, length);
                written = before + length;
            }
        }

        @Override
        public void onError(Throwable problem) {
            end();
        }

        private void end() {
            ended = true;
            TimerWheel.Timeout watching = watch;
            if (watching != null) {
                watching.cancel();
            }
            connection.ifPresent(GrizzlyConnection::release);
            complete();
        }
    }
}
