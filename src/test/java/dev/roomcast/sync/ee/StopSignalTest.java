package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a signal that nobody else uses, raised for real. */
class StopSignalTest {
    private static final String SIGNAL = "USR2";

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private Object before;

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("sun.misc." + name);
    }

    private static Object signal() throws ReflectiveOperationException {
        return type("Signal").getConstructor(String.class).newInstance(SIGNAL);
    }

    private static Object install(Object handler) throws ReflectiveOperationException {
        return type("Signal")
                .getMethod("handle", type("Signal"), type("SignalHandler"))
                .invoke(null, signal(), handler);
    }

    private static void raise() throws ReflectiveOperationException {
        type("Signal").getMethod("raise", type("Signal")).invoke(null, signal());
    }

    private void awaitRan(int count) {
        dev.roomcast.bus.Await.until(count + " have run", Duration.ofSeconds(10), () -> ran.size() == count);
    }

    @BeforeEach
    void installTheServers() throws ReflectiveOperationException {
        Object server = Proxy.newProxyInstance(null, new Class<?>[] {type("SignalHandler")}, (proxy, method, given) -> {
            ran.add("server");
            return null;
        });
        before = install(server);
    }

    @AfterEach
    void restore() throws ReflectiveOperationException {
        install(before);
    }

    @Test
    void runsBeforeTheServerAndTheServerNevertheless() throws ReflectiveOperationException {
        try (StopSignal signal =
                StopSignal.intercept(SIGNAL, () -> ran.add("drain")).orElseThrow()) {
            raise();
            awaitRan(2);
            assertEquals(List.of("drain", "server"), ran);
        }
    }

    @Test
    void aTaskThatFailsDoesNotKeepTheServerFromStopping() throws ReflectiveOperationException {
        Runnable failing = () -> {
            throw new IllegalStateException("meant to fail");
        };
        try (StopSignal signal = StopSignal.intercept(SIGNAL, failing).orElseThrow()) {
            raise();
            awaitRan(1);
        }
    }

    @Test
    void aSecondSignalDoesNotWait() throws Exception {
        CountDownLatch longDrain = new CountDownLatch(1);
        CountDownLatch draining = new CountDownLatch(1);
        Runnable drain = () -> {
            draining.countDown();
            await(longDrain);
        };
        try (StopSignal signal = StopSignal.intercept(SIGNAL, drain).orElseThrow()) {
            raise();
            await(draining);
            raise();
            awaitRan(1);
            longDrain.countDown();
            awaitRan(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onceClosedTheSignalIsTheServersAgain() throws ReflectiveOperationException {
        StopSignal.intercept(SIGNAL, () -> ran.add("drain")).orElseThrow().close();
        raise();
        awaitRan(1);
        assertEquals(List.of("server"), ran);
    }

    @Test
    void oneThatCameLaterKeepsTheSignal() throws ReflectiveOperationException {
        StopSignal first = StopSignal.intercept(SIGNAL, () -> ran.add("first")).orElseThrow();
        try (StopSignal second =
                StopSignal.intercept(SIGNAL, () -> ran.add("second")).orElseThrow()) {
            first.close();
            raise();
            awaitRan(2);
            assertEquals(List.of("second", "server"), ran);
        }
    }

    @Test
    void aSignalThatTheJvmKeepsIsLeftToIt() {
        assertTrue(StopSignal.intercept("KILL", () -> {}).isEmpty());
    }
}
