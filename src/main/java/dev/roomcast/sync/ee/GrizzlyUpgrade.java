package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.EngineRequest;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.engineio.WebSocketLink;
import dev.roomcast.sync.websocket.FrameReader;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The container's end of one WebSocket on Payara that needs no Tyrus: reads what arrives and hands it to the engine. Made by the
 * container; what it is for is {@link #prepare told} before the container calls it.
 */
public final class GrizzlyUpgrade implements HttpUpgradeHandler, ReadListener, FrameReader.Listener {
    private static final int CHUNK = 8192;

    private @Nullable Opening opening;
    private volatile @Nullable GrizzlyWebSocket transport;
    private volatile @Nullable Runnable letGo;
    private volatile @Nullable FrameReader reader;
    private volatile @Nullable ServletInputStream in;
    private volatile @Nullable WebSocketLink link;

    /** What only the opening needs. */
    private record Opening(EngineServer server, EngineRequest request, Optional<Handshake> handshake) {}

    /**
     * To be called by the thread that services the request, before it returns.
     *
     * @param letGo has the container keep this object no longer
     */
    void prepare(
            EngineServer server,
            EngineRequest request,
            Optional<Handshake> handshake,
            GrizzlyWebSocket transport,
            Runnable letGo) {
        this.opening = new Opening(server, request, handshake);
        this.reader = new FrameReader(server.settings().maxPayload(), this);
        this.transport = transport;
        this.letGo = letGo;
    }

    @Override
    public void init(WebConnection connection) {
        Opening now = opening;
        GrizzlyWebSocket opened = transport;
        opening = null;
        if (now == null || opened == null) {
            return;
        }
        opened.opened(connection);
        now.handshake.ifPresent(Handshake::forget);
        link = now.server.webSocket(now.request, opened).orElse(null);
        try {
            ServletInputStream reading = connection.getInputStream();
            in = reading;
            reading.setReadListener(this);
        } catch (IOException | IllegalStateException e) {
            end(true);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        // The container may call again while the call before has yet to return, though not while it still reads.
        synchronized (this) {
            readAvailable();
        }
    }

    private void readAvailable() throws IOException {
        ServletInputStream reading = in;
        FrameReader frames = reader;
        while (reading != null && frames != null && reading.isReady()) {
            byte[] bytes = new byte[Math.max(1, Math.min(CHUNK, reading.available()))];
            int length = reading.read(bytes);
            if (length < 0) {
                onAllDataRead();
                return;
            }
            frames.read(bytes, length);
        }
    }

    @Override
    public void onText(String text) {
        WebSocketLink open = link;
        if (open != null) {
            open.onText(text);
        }
    }

    @Override
    public void onBinary(byte[] data) {
        WebSocketLink open = link;
        if (open != null) {
            open.onBinary(data);
        }
    }

    @Override
    public void onPing(byte[] payload) {
        GrizzlyWebSocket open = transport;
        if (open != null) {
            open.pong(payload);
        }
    }

    @Override
    public void onClose(int code) {
        GrizzlyWebSocket open = transport;
        if (open != null) {
            open.closeWithoutAnswer(code);
        }
        closed(false);
    }

    @Override
    public void onViolation(int code) {
        GrizzlyWebSocket open = transport;
        if (open != null) {
            open.closeWithoutAnswer(code);
        }
        closed(true);
    }

    @Override
    public void onAllDataRead() {
        end(false);
    }

    @Override
    public void onError(Throwable problem) {
        // Most clients that go without a word are heard of in this way.
        boolean gone = problem instanceof EOFException || problem instanceof CancellationException;
        end(!gone);
    }

    /** The container has closed the connection. */
    @Override
    public void destroy() {
        GrizzlyWebSocket open = transport;
        if (open != null) {
            open.ended();
        }
        closed(false);
        letGo();
    }

    private void end(boolean failed) {
        GrizzlyWebSocket open = transport;
        closed(failed);
        if (open != null) {
            open.end();
        }
    }

    private void closed(boolean failed) {
        WebSocketLink open = link;
        link = null;
        if (open != null) {
            open.onClosed(failed);
        }
    }

    /** Ends the connection and has the container forget this object; when the application ends. */
    void release() {
        end(false);
        letGo();
    }

    private void letGo() {
        Runnable now = letGo;
        letGo = null;
        if (now != null) {
            now.run();
        }
    }
}
