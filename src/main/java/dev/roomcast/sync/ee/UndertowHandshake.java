package dev.roomcast.sync.ee;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * WildFly's: both sides' header fields, the servlet's request and a parser, 6 of the 14 KB of heap that an idle client took.
 * Where the visitor has an {@code HttpSession}, which Roomcast makes for nobody, Undertow's own closing task keeps most of it
 * all the same.
 */
final class UndertowHandshake implements Handshake {
    private static final System.Logger LOG = System.getLogger(UndertowHandshake.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final String CONNECTION = "io.undertow.server.protocol.http.HttpServerConnection";

    private final Object connection;

    private UndertowHandshake(Object connection) {
        this.connection = connection;
    }

    /** Empty on other servers. */
    static Optional<Handshake> of(ServletRequest request) {
        Object own = Requests.innermost(request);
        if (!own.getClass().getName().startsWith("io.undertow.")) {
            return Optional.empty();
        }
        try {
            Object exchange = own.getClass().getMethod("getExchange").invoke(own);
            Object connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
            return connection.getClass().getName().equals(CONNECTION)
                    ? Optional.of(new UndertowHandshake(connection))
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
            return Optional.empty();
        }
    }

    @Override
    public void forget() {
        try {
            clear("upgradeListener");
            clear("readListener");
        } catch (ReflectiveOperationException | RuntimeException e) {
            complain(e);
        }
    }

    private void clear(String name) throws ReflectiveOperationException {
        Field field = connection.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(connection, null);
    }

    private static void complain(Exception e) {
        if (SAID.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "Undertow is not as expected, idle clients cost more memory: {0}", e);
        }
    }
}
