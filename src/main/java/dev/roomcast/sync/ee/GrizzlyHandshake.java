package dev.roomcast.sync.ee;

import static dev.roomcast.sync.ee.GrizzlyConnection.call;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Payara's: each header field of both sides is nine objects, 7 of the 52 KiB that an idle client took. */
final class GrizzlyHandshake implements Handshake {
    private static final System.Logger LOG = System.getLogger(GrizzlyHandshake.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();
    /** Places for fields in headers that have had none yet, as these look to the next client whom Grizzly uses them for. */
    private static final int PLACES = 8;

    /** Grizzly's request, which it uses for one client after the other. */
    private final Object request;
    /** What it read. */
    private final Object packet;

    private GrizzlyHandshake(Object request) throws ReflectiveOperationException {
        this.request = request;
        this.packet = call(request, "getRequest");
    }

    /** Empty on other servers. */
    static Optional<Handshake> of(ServletRequest request) {
        try {
            Optional<Object> catalina = CatalinaRequest.of(request);
            return catalina.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new GrizzlyHandshake(call(catalina.get(), "getCoyoteRequest")));
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return Optional.empty();
        }
    }

    @Override
    public void forget() {
        try {
            if (call(request, "getRequest") != packet) {
                // The client has gone meanwhile, and they may be another's by now.
                return;
            }
            Object answer = call(call(request, "getResponse"), "getResponse");
            clear(packet);
            if ((Boolean) call(answer, "isCommitted")) {
                clear(answer);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
        }
    }

    /** Cleared alone, they would keep their fields for the next ones. */
    private static void clear(Object packet) throws ReflectiveOperationException {
        Object headers = call(packet, "getHeaders");
        Field fields = headers.getClass().getDeclaredField("headers");
        fields.setAccessible(true);
        call(headers, "clear");
        fields.set(headers, Array.newInstance(fields.getType().getComponentType(), PLACES));
    }

    private static void complain(Exception e) {
        if (SAID.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "Grizzly is not as expected, idle clients cost more memory: {0}", e);
        }
    }
}
