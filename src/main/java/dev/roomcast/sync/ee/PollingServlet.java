package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.engineio.PostBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Brings the requests of HTTP long-polling to an engine; no thread waits, neither for a held GET nor for a slow body. */
final class PollingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 8192;

    private final transient EngineServer server;
    private final transient TimerWheel wheel;
    private final transient Executor executor;
    private final transient long patience;

    PollingServlet(EngineServer server, TimerWheel wheel, Executor executor) {
        this.server = server;
        this.wheel = wheel;
        this.executor = executor;
        this.patience = TimeUnit.MILLISECONDS.toNanos(server.settings().sendTimeoutMs());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null) {
            // Without the slash behind the path, as in the reference.
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<GrizzlyConnection> connection = GrizzlyConnection.of(request);
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        AsyncReply reply = new AsyncReply(async, wheel, executor, patience, connection);
        try {
            Optional<PostBody> body = server.http(Requests.of(request, false), reply);
            if (body.isPresent()) {
                read(request, body.get());
            }
        } finally {
            reply.leaveService();
        }
    }

    private static void read(HttpServletRequest request, PostBody body) throws IOException {
        ServletInputStream in = request.getInputStream();
        Reader reader = new Reader(in, body, request.getContentLengthLong());
        if (!reader.readAvailable()) {
            in.setReadListener(reader);
        }
    }

    /** Feeds the body to the engine as it arrives. */
    private static final class Reader implements ReadListener {
        private final ServletInputStream in;
        private final PostBody body;
        private final byte[] chunk = new byte[CHUNK];
        private long missing;

        /** @param length of the body; -1 when it was not announced */
        Reader(ServletInputStream in, PostBody body, long length) {
            this.in = in;
            this.body = body;
            this.missing = length;
        }

        /** Reads a body that has arrived as a whole, which most have, on the thread at hand. */
        boolean readAvailable() throws IOException {
            while (missing > 0 && in.available() >= missing) {
                readChunk();
            }
            return ended();
        }

        private int readChunk() throws IOException {
            int length = in.read(chunk);
            if (length > 0) {
                body.chunk(chunk, length);
                missing -= length;
            }
            return length;
        }

        /** Ends a body that is as long as announced: Grizzly does not always tell. */
        private boolean ended() {
            if (missing == 0) {
                body.end();
            }
            return missing == 0;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (missing != 0 && in.isReady() && readChunk() >= 0) {
                // A chunk more.
            }
            ended();
        }

        @Override
        public void onAllDataRead() {
            body.end();
        }

        @Override
        public void onError(Throwable problem) {
            body.abort();
        }
    }
}
