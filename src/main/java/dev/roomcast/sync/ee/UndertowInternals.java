package dev.roomcast.sync.ee;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.channels.SocketChannel;
import java.util.Collection;

/**
 * The members of Undertow that sending past its framed channel needs. That channel hands each frame over to an I/O thread,
 * behind a wake-up and a handful of objects, which together cost more than the kernel does.
 */
final class UndertowInternals {
    private final Field webSocketChannel;
    private final Field pendingFrames;
    private final Field connection;
    private final Method isCloseFrameSent;
    private final Method getSinkChannel;
    private final Class<?> conduits;
    private final Method getConduit;
    private final Method setConduit;
    private final Method setOption;
    private final Object writeTimeout;

    private UndertowInternals(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> session = Class.forName("io.undertow.websockets.jsr.UndertowSession", false, loader);
        webSocketChannel = accessible(session, "webSocketChannel");
        Class<?> channel = webSocketChannel.getType();
        isCloseFrameSent = LookedUp.method(channel, "isCloseFrameSent");
        Class<?> framed = channel.getSuperclass();
        pendingFrames = accessible(framed, "pendingFrames");
        connection = accessible(framed, "channel");
        if (!Collection.class.isAssignableFrom(pendingFrames.getType())) {
            throw new NoSuchFieldException("pendingFrames that is a collection");
        }
        getSinkChannel = connection.getType().getMethod("getSinkChannel");
        getConduit = getSinkChannel.getReturnType().getMethod("getConduit");
        conduits = getConduit.getReturnType();
        Field option = Class.forName("org.xnio.Options", false, conduits.getClassLoader())
                .getField("WRITE_TIMEOUT");
        writeTimeout = option.get(null);
        setOption = getSinkChannel.getReturnType().getMethod("setOption", option.getType(), Object.class);
        setConduit = getSinkChannel.getReturnType().getMethod("setConduit", conduits);
    }

    private static Field accessible(Class<?> in, String name) throws ReflectiveOperationException {
        Field field = in.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    static boolean isUndertow(ServerContainer container) {
        return container.getClass().getName().startsWith("io.undertow.");
    }

    /** @throws ReflectiveOperationException when this Undertow has other internals */
    static UndertowInternals of(ServerContainer container) throws ReflectiveOperationException {
        return new UndertowInternals(container.getClass().getClassLoader());
    }

    /** Undertow's own object behind a session; whoever holds its monitor is the only one to write frames. */
    Object channel(Session session) {
        return get(webSocketChannel, session);
    }

    /** The frames that Undertow is about to write, the first perhaps in part. Under the channel's monitor. */
    Collection<?> pendingFrames(Object channel) {
        return (Collection<?>) get(pendingFrames, channel);
    }

    /** Where the channel's bytes go. */
    Object sink(Object channel) {
        return call(getSinkChannel, get(connection, channel));
    }

    /**
     * The socket beneath a channel; what Undertow keeps between them only keeps time.
     *
     * @throws IllegalStateException when it has none
     */
    SocketChannel socket(Object channel) {
        Object beneath = get(connection, channel);
        try {
            Method getChannel = beneath.getClass().getDeclaredMethod("getChannel");
            getChannel.setAccessible(true);
            return (SocketChannel) call(getChannel, beneath);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the timeout of the listener, which would see none of our writes. */
    void stopWriteTimeout(Object sink) {
        call(setOption, sink, writeTimeout, 0);
    }

    boolean isCloseFrameSent(Object channel) {
        return (Boolean) call(isCloseFrameSent, channel);
    }

    /** What the sink writes through. */
    Object conduit(Object sink) {
        return call(getConduit, sink);
    }

    void conduit(Object sink, Object conduit) {
        call(setConduit, sink, conduit);
    }

    /** A conduit of our own. */
    Object proxy(InvocationHandler handler) {
        return Proxy.newProxyInstance(conduits.getClassLoader(), new Class<?>[] {conduits}, handler);
    }

    private static Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Method method, Object on, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
