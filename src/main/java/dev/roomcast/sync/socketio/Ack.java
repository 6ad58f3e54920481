package dev.roomcast.sync.socketio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A client's wish for an answer to one event. For any thread; the first answer counts, further ones do nothing. */
public final class Ack {
    private final Socket socket;
    private final long id;
    private final AtomicBoolean answered;

    Ack(Socket socket, long id) {
        this.socket = socket;
        this.id = id;
        this.answered = new AtomicBoolean(id == Packet.NO_ACK);
    }

    /** Answers with these values; without any effect when the client wanted no answer or is gone. */
    public void send(@Nullable Object... arguments) {
        if (!answered.getAndSet(true)) {
            List<@Nullable Object> values = new ArrayList<>(Arrays.asList(arguments));
            socket.send(PacketEncoder.ack(socket.namespace().name(), id, values));
        }
    }

    /** Whether the client waits for an answer that has not been given. */
    public boolean wanted() {
        return !answered.get();
    }
}
