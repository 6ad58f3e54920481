package dev.roomcast.sync.ee;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The members of Tyrus that sending past its idle-time bookkeeping needs; that bookkeeping costs five times what
 * sending does.
 */
final class TyrusInternals {
    /** Schedules nothing. */
    private static final Object NO_TIMERS = Proxy.newProxyInstance(
            TyrusInternals.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> null);

    private final Field webSocket;
    private final Method sendRawFrame;

    private TyrusInternals(Field webSocket, Method sendRawFrame) {
        this.webSocket = webSocket;
        this.sendRawFrame = sendRawFrame;
    }

    static boolean isTyrus(ServerContainer container) {
        return container.getClass().getName().startsWith("org.glassfish.tyrus.");
    }

    /** @throws ReflectiveOperationException when this Tyrus has other internals */
    static TyrusInternals of(ServerContainer container) throws ReflectiveOperationException {
        ClassLoader loader = container.getClass().getClassLoader();
        Class<?> remote = Class.forName("org.glassfish.tyrus.core.TyrusRemoteEndpoint", false, loader);
        Field webSocket = remote.getDeclaredField("webSocket");
        webSocket.setAccessible(true);
        Method sendRawFrame = LookedUp.method(webSocket.getType(), "sendRawFrame", ByteBuffer.class);
        if (!Future.class.isAssignableFrom(sendRawFrame.getReturnType())) {
            throw new NoSuchMethodException("sendRawFrame that returns a Future");
        }
        return new TyrusInternals(webSocket, sendRawFrame);
    }

    /**
     * Takes its scheduled executor from this application's container. Tyrus would schedule a task there for each message that
     * comes or goes, whatever the idle timeout is, and each task captures the contexts of the container.
     *
     * @throws ReflectiveOperationException when this Tyrus has other internals
     */
    static void stopIdleTimers(ServerContainer container) throws ReflectiveOperationException {
        Field timers = Class.forName(
                        "org.glassfish.tyrus.core.BaseContainer",
                        false,
                        container.getClass().getClassLoader())
                .getDeclaredField("managedScheduledExecutorService");
        timers.setAccessible(true);
        timers.set(container, NO_TIMERS);
    }

    /** Tyrus' own object behind a session. */
    Object webSocket(Session session) {
        try {
            return webSocket.get(session.getAsyncRemote());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes bytes that are whole WebSocket frames.
     *
     * @throws IllegalStateException when the WebSocket is not open any more
     */
    Future<?> send(Object webSocket, ByteBuffer frames) {
        try {
            return (Future<?>) sendRawFrame.invoke(webSocket, frames);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
