package dev.roomcast.sync.ee;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The members of Grizzly that writing to a connection needs, looked up once. What one thread gives to the writer stays in one
 * piece, so that control frames never get in between.
 */
final class GrizzlyWriting {
    private static final AtomicReference<@Nullable GrizzlyWriting> KNOWN = new AtomicReference<>();

    private final Object transport;
    private final Object writer;
    private final Object memory;
    private final Method wrap;
    private final Method write;
    private final Method queue;
    private final Method pending;
    private final Method isOpen;
    private final Method channel;

    private GrizzlyWriting(Object connection, Object transport) throws ReflectiveOperationException {
        ClassLoader loader = connection.getClass().getClassLoader();
        Class<?> buffers = Class.forName("org.glassfish.grizzly.memory.Buffers", false, loader);
        Class<?> managers = Class.forName("org.glassfish.grizzly.memory.MemoryManager", false, loader);
        Class<?> connections = Class.forName("org.glassfish.grizzly.Connection", false, loader);
        Class<?> messages = Class.forName("org.glassfish.grizzly.asyncqueue.WritableMessage", false, loader);
        Class<?> handlers = Class.forName("org.glassfish.grizzly.CompletionHandler", false, loader);
        Class<?> writers = Class.forName("org.glassfish.grizzly.Writer", false, loader);
        Class<?> queues = Class.forName("org.glassfish.grizzly.asyncqueue.TaskQueue", false, loader);
        this.transport = transport;
        writer = GrizzlyConnection.call(GrizzlyConnection.call(transport, "getAsyncQueueIO"), "getWriter");
        memory = GrizzlyConnection.call(connection, "getMemoryManager");
        wrap = LookedUp.method(buffers, "wrap", managers, ByteBuffer.class);
        write = LookedUp.method(writers, "write", connections, messages, handlers);
        queue = LookedUp.method(connection.getClass(), "getAsyncWriteQueue");
        pending = LookedUp.method(queues, "spaceInBytes");
        isOpen = LookedUp.method(connections, "isOpen");
        channel = LookedUp.method(connection.getClass(), "getChannel");
        if (!SocketChannel.class.isInstance(GrizzlyConnection.call(connection, "getChannel"))) {
            throw new NoSuchMethodException("getChannel of a socket");
        }
    }

    /** @throws ReflectiveOperationException when this Grizzly has other internals */
    static GrizzlyWriting of(Object connection) throws ReflectiveOperationException {
        Object transport = GrizzlyConnection.call(connection, "getTransport");
        GrizzlyWriting known = KNOWN.get();
        if (known == null || known.transport != transport) {
            known = new GrizzlyWriting(connection, transport);
            KNOWN.set(known);
        }
        return known;
    }

    /** Writes to a connection; what it does not take at once waits in its queue. */
    boolean write(Object connection, ByteBuffer bytes) throws IOException {
        call(write, writer, connection, call(wrap, null, memory, bytes), null);
        return flushed(connection);
    }

    /** Whether nothing waits; throws when the connection is broken. */
    boolean flushed(Object connection) throws IOException {
        if (!(Boolean) call(isOpen, connection)) {
            throw new IOException("closed");
        }
        return (Integer) call(pending, call(queue, connection)) == 0;
    }

    /** Closes the server's half of a connection: the client hears that nothing more comes. */
    void endOutput(Object connection) throws IOException {
        ((SocketChannel) call(channel, connection)).shutdownOutput();
    }

    private static Object call(Method method, @Nullable Object on, @Nullable Object... arguments) throws IOException {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IOException(e);
        }
    }
}
