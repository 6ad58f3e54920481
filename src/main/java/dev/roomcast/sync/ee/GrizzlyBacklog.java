package dev.roomcast.sync.ee;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps Payara from buffering for a client that reads slowly. Grizzly takes four times the kernel's send buffer per connection, in
 * pieces of 8 KiB each, however small the write: tens of megabytes of heap for one slow client, and every send looks done. With
 * this bound it takes nothing more while anything is pending, so that what waits, waits in our own queue.
 */
final class GrizzlyBacklog {
    private static final System.Logger LOG = System.getLogger(GrizzlyBacklog.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final int BYTES = 1;

    private GrizzlyBacklog() {}

    /** Bounds it for the connection of a request; does nothing on other servers. */
    static void bound(ServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        if (!own.getClass().getName().startsWith("org.apache.catalina.")) {
            return;
        }
        try {
            Object context = call(call(call(own, "getUnwrappedCoyoteRequest"), "getCoyoteRequest"), "getContext");
            Object connection = call(context, "getConnection");
            connection
                    .getClass()
                    .getMethod("setMaxAsyncWriteQueueSize", int.class)
                    .invoke(connection, BYTES);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (SAID.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, "Grizzly is not as expected, slow clients cost memory: {0}", e);
            }
        }
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }
}
