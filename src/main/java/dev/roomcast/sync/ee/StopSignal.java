package dev.roomcast.sync.ee;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Comes before the server when the process is asked to end. Both servers close all WebSockets before an application
 * hears that they stop, so nothing that Jakarta EE offers comes early enough for leaving in good order. What the JDK has
 * for it, {@code sun.misc.Signal}, is reached by reflection; where it is not there, the server simply stops. The
 * former handler, the server's end, runs afterwards; a second signal does not wait.
 */
final class StopSignal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StopSignal.class.getName());

    private final Class<?> signalType;
    private final Class<?> handlerType;
    private final Object signal;
    private final Object own;
    private final Object former;
    private final Runnable first;
    private final AtomicBoolean passing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private StopSignal(String name, Runnable first) throws ReflectiveOperationException {
        // The system's loader: a server may hide the JDK's less usual packages from applications.
        ClassLoader system = ClassLoader.getSystemClassLoader();
        this.first = first;
        signalType = Class.forName("sun.misc.Signal", true, system);
        handlerType = Class.forName("sun.misc.SignalHandler", true, system);
        signal = signalType.getConstructor(String.class).newInstance(name);
        own = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, this::called);
        former = install(own);
    }

    /**
     * Has a task run before what the process does at a signal.
     *
     * @param name of the signal, such as {@code TERM}
     * @param first may block for as long as the end of the process may be delayed
     * @return empty when this JVM does not let signals be heard
     */
    static Optional<StopSignal> intercept(String name, Runnable first) {
        try {
            return Optional.of(new StopSignal(name, first));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "SIG{0} is left to the server, which closes all pages at once: {1}",
                    name,
                    String.valueOf(e.getCause() == null ? e : e.getCause()));
            return Optional.empty();
        }
    }

    private Object install(Object handler) throws ReflectiveOperationException {
        return signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    }

    private @Nullable Object called(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "handle" -> {
                onSignal();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> StopSignal.class.getName();
        };
    }

    private void onSignal() {
        if (passing.compareAndSet(false, true)) {
            // The JVM's own thread knows no application, and beans would not be found from it.
            Thread.currentThread().setContextClassLoader(StopSignal.class.getClassLoader());
            try {
                first.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "leaving in good order failed", e);
            }
        }
        passOn();
    }

    private void passOn() {
        try {
            handlerType.getMethod("handle", signalType).invoke(former, signal);
        } catch (InvocationTargetException | IllegalAccessException | NoSuchMethodException e) {
            LOG.log(System.Logger.Level.WARNING, "the server did not take the signal to stop", e);
        }
    }

    /** Gives the signal back to whom it belonged. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            passing.set(true);
            try {
                Object current = install(former);
                if (current != own) {
                    // Somebody else came after us, and must not lose it.
                    install(current);
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "the signal could not be given back", e);
            }
        }
    }
}
