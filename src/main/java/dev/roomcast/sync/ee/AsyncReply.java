package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.HttpAnswer;
import dev.roomcast.sync.engineio.HttpReply;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers an asynchronous request from whatever thread has the answer. */
final class AsyncReply implements HttpReply {
    /** What fits into the socket's buffer of a client that waits for its answer, so that writing it does not block. */
    private static final int SMALL = 8 * 1024;

    private final AsyncContext async;

    AsyncReply(AsyncContext async) {
        this.async = async;
    }

    @Override
    public void send(HttpAnswer answer) {
        try {
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            byte[] body = Requests.writeHead(answer, response);
            ServletOutputStream out = response.getOutputStream();
            if (body.length <= SMALL) {
                out.write(body);
                async.complete();
            } else {
                out.setWriteListener(new Writer(out, body));
            }
        } catch (IOException | IllegalStateException e) {
            complete();
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container has ended the request by itself: the client has gone.
        }
    }

    private final class Writer implements WriteListener {
        private final ServletOutputStream out;
        private final byte[] body;
        private int written;

        Writer(ServletOutputStream out, byte[] body) {
            this.out = out;
            this.body = body;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                if (written == body.length) {
                    complete();
                    return;
                }
                int length = Math.min(SMALL, body.length - written);
                out.write(body, written, length);
                written += length;
            }
        }

        @Override
        public void onError(Throwable problem) {
            complete();
        }
    }
}
