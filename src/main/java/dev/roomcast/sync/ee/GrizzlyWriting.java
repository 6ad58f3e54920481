package dev.roomcast.sync.ee;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a connection of Grizzly: to its socket as long as nothing waits in its queue, and into the queue what the socket
 * does not take. For one thread at a time, which nobody else's writes may cross.
 */
final class GrizzlyWriting {
    private static final AtomicReference<@Nullable Members> KNOWN = new AtomicReference<>();

    private final Members members;
    private final Object connection;
    private final SocketChannel socket;
    private final Object queue;

    private GrizzlyWriting(Members members, Object connection) throws ReflectiveOperationException {
        this.members = members;
        this.connection = connection;
        queue = GrizzlyConnection.call(connection, "getAsyncWriteQueue");
        if (!(GrizzlyConnection.call(connection, "getChannel") instanceof SocketChannel channel)) {
            throw new NoSuchMethodException("getChannel of a socket");
        }
        socket = channel;
    }

    /** @throws ReflectiveOperationException when this Grizzly has other internals */
    static GrizzlyWriting to(Object connection) throws ReflectiveOperationException {
        Object transport = GrizzlyConnection.call(connection, "getTransport");
        Members known = KNOWN.get();
        if (known == null || known.transport != transport) {
            known = new Members(connection, transport);
            KNOWN.set(known);
        }
        return new GrizzlyWriting(known, connection);
    }

    /** Writes bytes, or lets them wait in the queue; whether nothing waits. */
    boolean write(ByteBuffer bytes) throws IOException {
        if (waiting() == 0) {
            DirectWebSocket.write(socket, bytes);
            if (!bytes.hasRemaining()) {
                return true;
            }
        }
        call(members.write, members.writer, connection, call(members.wrap, null, members.memory, bytes), null);
        return flushed();
    }

    /** Whether nothing waits; throws when the connection is broken. */
    boolean flushed() throws IOException {
        if (!(Boolean) call(members.isOpen, connection)) {
            throw new IOException("closed");
        }
        return waiting() == 0;
    }

    /** Closes the server's half: the client hears that nothing more comes. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The bytes in Grizzly's queue. */
    private int waiting() throws IOException {
        return (Integer) call(members.spaceInBytes, queue);
    }

    private static Object call(Method method, @Nullable Object on, @Nullable Object... arguments) throws IOException {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IOException(e);
        }
    }

    /** The members of Grizzly that this needs, looked up once for all connections of a transport. */
    private static final class Members {
        private final Object transport;
        private final Object writer;
        private final Object memory;
        private final Method wrap;
        private final Method write;
        private final Method spaceInBytes;
        private final Method isOpen;

        private Members(Object connection, Object transport) throws ReflectiveOperationException {
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
            spaceInBytes = LookedUp.method(queues, "spaceInBytes");
            isOpen = LookedUp.method(connections, "isOpen");
        }
    }
}
