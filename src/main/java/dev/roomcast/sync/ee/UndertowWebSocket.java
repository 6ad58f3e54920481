package dev.roomcast.sync.ee;

import dev.roomcast.sync.TimerWheel;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WildFly. Writes to the connection beneath Undertow's framed channel, under the channel's monitor, under which Undertow writes
 * its own control frames. While a frame of either is out in part only, the other one waits.
 */
final class UndertowWebSocket extends DirectWebSocket {
    private static final Set<String> WRITING = Set.of("write", "writeFinal", "transferFrom", "flush");

    private final UndertowInternals undertow;
    private final ContainerClose close;
    private final Session session;
    private final Object channel;
    private final SocketChannel socket;
    private final Collection<?> pendingFrames;
    /** What is not written yet. Guarded by the channel's monitor, as is {@link #usual}. */
    private @Nullable ByteBuffer rest;
    /** The connection's conduit while another one keeps Undertow from writing into the rest. */
    private @Nullable Object usual;

    UndertowWebSocket(UndertowInternals undertow, Session session, TimerWheel wheel, ContainerClose close) {
        super(wheel);
        this.close = close;
        this.undertow = undertow;
        this.session = session;
        this.channel = undertow.channel(session);
        this.socket = undertow.socket(channel);
        this.pendingFrames = undertow.pendingFrames(channel);
        undertow.stopWriteTimeout(undertow.sink(channel));
    }

    @Override
    boolean write(ByteBuffer frames) throws IOException {
        synchronized (channel) {
            rest = frames;
            return flush();
        }
    }

    @Override
    boolean flush() throws IOException {
        synchronized (channel) {
            ByteBuffer left = rest;
            if (left == null) {
                return true;
            }
            if (left.position() == 0) {
                if (undertow.isCloseFrameSent(channel)) {
                    throw new IllegalStateException("closed");
                }
                if (!pendingFrames.isEmpty()) {
                    return false;
                }
            }
            write(socket, left);
            if (left.hasRemaining()) {
                guard(left);
                return false;
            }
            rest = null;
            unguard();
            return true;
        }
    }

    /** Without this, Undertow would write a pong or a closing frame into the middle of ours. */
    private void guard(ByteBuffer left) {
        if (usual != null || left.position() == 0) {
            return;
        }
        Object sink = undertow.sink(channel);
        Object own = undertow.conduit(sink);
        usual = own;
        undertow.conduit(sink, undertow.proxy((proxy, method, arguments) -> {
            if (WRITING.contains(method.getName()) && !isOut(left)) {
                return method.getReturnType() == boolean.class
                        ? (Object) false
                        : method.getReturnType() == int.class ? (Object) 0 : (Object) 0L;
            }
            try {
                return method.invoke(own, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private boolean isOut(ByteBuffer left) throws IOException {
        synchronized (channel) {
            if (left.hasRemaining()) {
                write(socket, left);
            }
            return !left.hasRemaining();
        }
    }

    private void unguard() {
        Object own = usual;
        if (own != null) {
            undertow.conduit(undertow.sink(channel), own);
            usual = null;
        }
    }

    @Override
    boolean isClosing() {
        return close.closed();
    }

    @Override
    public void close(int code) {
        PortableWebSocket.endEvenWithoutAnswer(session);
        close.close(code);
    }
}
