package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.roomcast.sync.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a WebSocket in memory: {@link #receive} is what the client sends, {@link #sent} what the server
 * sent. Sends complete at once, from within the call, unless {@link #hold held back}.
 */
public final class InMemoryWebSocket implements WebSocketTransport {
    private final List<Object> sent = new ArrayList<>();
    private @Nullable WebSocketLink link;
    private @Nullable SendResult inFlight;
    private boolean holding;
    private int closeCode;
    private Runnable onSend = () -> {};

    void attach(WebSocketLink to) {
        link = to;
    }

    /** From now on the completions of sends wait for {@link #complete}. */
    public synchronized void hold() {
        holding = true;
    }

    /** From now on something happens within each send. */
    public void onSend(Runnable what) {
        onSend = what;
    }

    /** Reports the send in flight done, and holds the next one back again. */
    public void complete(boolean success) {
        SendResult done;
        synchronized (this) {
            done = inFlight;
            inFlight = null;
        }
        assertNotNull(done, "nothing is in flight");
        done.sent(success);
    }

    /** Reports the send in flight done, if there is one, and does not hold back any more. */
    public void release() {
        boolean flying;
        synchronized (this) {
            holding = false;
            flying = inFlight != null;
        }
        if (flying) {
            complete(true);
        }
    }

    public synchronized boolean sending() {
        return inFlight != null;
    }

    /** The client sends a text message: a whole Engine.IO packet. */
    public void receive(String packet) {
        link().onText(packet);
    }

    /** The client sends a binary message. */
    public void receive(byte[] data) {
        link().onBinary(data);
    }

    /** The connection ends from the client's side. */
    public void disconnect() {
        link().onClosed(false);
    }

    private WebSocketLink link() {
        WebSocketLink attached = link;
        assertNotNull(attached, "the WebSocket was refused");
        return attached;
    }

    /** All messages sent so far: Strings and byte arrays, the open packet included. */
    public synchronized List<Object> sent() {
        return List.copyOf(sent);
    }

    /** As {@link #sent}, and forgets them. */
    public synchronized List<Object> takeSent() {
        List<Object> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** The code that the server closed with; 0 while it is open. */
    public synchronized int closeCode() {
        return closeCode;
    }

    @Override
    public void send(List<Frame> frames, SendResult done) {
        onSend.run();
        synchronized (this) {
            assertFalse(sending(), "two sends in flight");
            for (Frame frame : frames) {
                if (!frame.text().isEmpty()) {
                    sent.add(frame.text());
                }
                sent.addAll(frame.attachments());
            }
            if (holding) {
                inFlight = done;
                return;
            }
        }
        done.sent(true);
    }

    @Override
    public synchronized void close(int code) {
        closeCode = closeCode == 0 ? code : closeCode;
    }
}
