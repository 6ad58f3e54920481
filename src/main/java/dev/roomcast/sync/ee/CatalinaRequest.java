package dev.roomcast.sync.ee;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Payara's request beneath a servlet's, which it uses for one client after the other. */
final class CatalinaRequest {
    private static final System.Logger LOG = System.getLogger(CatalinaRequest.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final String MARK = "afterService";

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
                mark(reused.get().getClass()).setBoolean(reused.get(), false);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (SAID.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Catalina is not as expected, a WebSocket that breaks while it is being opened may disturb others: {0}",
                        e);
            }
        }
    }

    private static Field mark(Class<?> type) throws NoSuchFieldException {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getName().equals(MARK)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + MARK);
    }
}
