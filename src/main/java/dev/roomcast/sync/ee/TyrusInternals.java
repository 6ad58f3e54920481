package dev.roomcast.sync.ee;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;

/**
 * The two members of Tyrus that sending past its idle-time bookkeeping needs; that bookkeeping costs five times what
 * sending does.
 */
final class TyrusInternals {
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
        Method sendRawFrame = webSocket.getType().getMethod("sendRawFrame", ByteBuffer.class);
        if (!Future.class.isAssignableFrom(sendRawFrame.getReturnType())) {
            throw new NoSuchMethodException("sendRawFrame that returns a Future");
        }
        return new TyrusInternals(webSocket, sendRawFrame);
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
