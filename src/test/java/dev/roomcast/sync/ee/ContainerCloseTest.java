package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ContainerCloseTest {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final ContainerClose close = new ContainerClose(session(), tasks::add);

    /** A container's session that can be asked whether it is open, and closed. */
    private Session session() {
        return (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isOpen")) {
                        return open.get();
                    }
                    calls.add(method.getName());
                    return null;
                });
    }

    @Test
    void anOpenOneIsClosedOnceAndElsewhere() {
        close.close(1000);
        close.close(1008);
        assertEquals(List.of(), calls);
        assertEquals(1, tasks.size());
        tasks.get(0).run();
        assertEquals(List.of("close"), calls);
        assertTrue(close.closed());
    }

    @Test
    void whatTheContainerHasClosedNeedsNoTask() {
        open.set(false);
        close.close(1000);
        assertEquals(List.of(), tasks);
        assertTrue(close.closed());
    }
}
