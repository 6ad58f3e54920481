package dev.roomcast.sync.ee;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The container's upgrade handlers of this application's WebSockets, so that undeployment can cut what they hold.
 * Payara keeps the last requests of each of its threads, a request keeps its upgrade handler, and Tyrus' handler keeps
 * the endpoint's class: without this, every redeployment would leave a class loader behind.
 */
@ApplicationScoped
public class UpgradeHandlers {
    private static final List<String> TYRUS_REFERENCES = List.of("upgradeInfo", "connection", "writer");

    private final Set<HttpUpgradeHandler> handlers =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Guarded by the handlers' own lock. */
    private boolean released;

    /** Notes a handler that the container has made. Callable from any thread. */
    <T extends HttpUpgradeHandler> T note(T handler) {
        synchronized (handlers) {
            if (released) {
                release(handler);
            } else {
                handlers.add(handler);
            }
        }
        return handler;
    }

    /** Cuts what the handlers hold; once all WebSockets are closed, when the application ends. */
    void release() {
        synchronized (handlers) {
            released = true;
            handlers.forEach(UpgradeHandlers::release);
            handlers.clear();
        }
    }

    private static void release(HttpUpgradeHandler handler) {
        if (handler instanceof GrizzlyUpgrade own) {
            own.release();
        } else {
            TYRUS_REFERENCES.forEach(name -> clear(handler, name));
        }
    }

    private static void clear(HttpUpgradeHandler handler, String name) {
        try {
            Field field = handler.getClass().getDeclaredField(name);
            field.setAccessible(true);
            field.set(handler, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another container, or another Tyrus: nothing is known of what it keeps.
            return;
        }
    }
}
