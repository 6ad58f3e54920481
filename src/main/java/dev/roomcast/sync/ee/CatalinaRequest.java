package dev.roomcast.sync.ee;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Payara's request beneath a servlet's, which it uses for one client after the other. */
final class CatalinaRequest {
    private static final System.Logger LOG = System.getLogger(CatalinaRequest.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final String MARK = "afterService";
    private static final String HANDLER = "httpUpgradeHandler";
    private static final Map<String, Field> FIELDS = new ConcurrentHashMap<>();

    private CatalinaRequest() {}

    /** Empty on other servers. */
    static Optional<Object> of(ServletRequest request) throws ReflectiveOperationException {
        ServletRequest own = Requests.innermost(request);
        if (!own.getClass().getName().startsWith("org.apache.catalina.")) {
            return Optional.empty();
        }
        return Optional.of(own.getClass().getMethod("getUnwrappedCoyoteRequest").invoke(own));
    }

    /**
     * Takes away the mark that its service has returned; to be called by the servicing thread before a WebSocket is opened.
     * A request that was completed just while its service returned was first made ready for the next client, and marked
     * then. With that mark, Payara ends the request of a WebSocket that breaks while it is being opened under the thread
     * that is opening it: both go on with the same objects for different clients, and CDI's contexts stay with the thread.
     */
    static void unmark(ServletRequest request) {
        try {
            Optional<Object> reused = of(request);
            if (reused.isPresent()) {
                field(reused.get().getClass(), MARK).setBoolean(reused.get(), false);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
        }
    }

    /**
     * What has a request forget the handler of its upgrade: it is used for one client after the other and kept by threads of the server,
     * and until the next upgrade the handler with it, whose class is this application's.
     */
    static Runnable letGo(ServletRequest request, HttpUpgradeHandler handler) {
        try {
            Object reused = of(request).orElseThrow();
            Field kept = field(reused.getClass(), HANDLER);
            return () -> letGo(kept, reused, handler);
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return () -> {};
        }
    }

    private static void letGo(Field kept, Object reused, HttpUpgradeHandler handler) {
        try {
            if (kept.get(reused) == handler) {
                kept.set(reused, null);
            }
        } catch (IllegalAccessException e) {
            complain(e);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field known = FIELDS.get(name);
        if (known == null || !known.getDeclaringClass().isAssignableFrom(type)) {
            known = found(type, name);
            FIELDS.put(name, known);
        }
        return known;
    }

    private static Field found(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + name);
    }

    private static void complain(Exception e) {
        if (SAID.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Catalina is not as expected, a WebSocket that breaks while it is being opened may disturb others, and redeploying may cost memory: {0}",
                    e);
        }
    }
}
