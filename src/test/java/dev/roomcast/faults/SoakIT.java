package dev.roomcast.faults;

import dev.roomcast.it.Worker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After thousands of connections the worker is as it was. */
class SoakIT {
    private static final int SHORT = 5_000;
    private static final int LONG = 1_000_000;

    private static final String THREADS = "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool.";

    private static final String IDLE =
            "set configs.config.server-config.network-config.protocols.protocol.http-listener.http.timeout-seconds=5";

    /**
     * With all its threads from the start: one that comes later brings a quarter of a megabyte of the container's caches. With a
     * short idle timeout: until it is over, Grizzly keeps connections that are closed.
     */
    private static Worker.Plan payara() {
        return Worker.roomcast()
                .prebootCommand(IDLE)
                .prebootCommand(THREADS + "min-thread-pool-size=64")
                .prebootCommand(THREADS + "max-thread-pool-size=64");
    }

    @Test
    void heapObjectsThreadsRoomsAndFilesAreFlat() throws Exception {
        Soak.run(payara(), SHORT);
    }

    @Test
    @Tag("long")
    void theSameAfterAMillion() throws Exception {
        Soak.run(payara(), LONG);
    }

    @Test
    @Tag("long")
    void theSameAfterAMillionOnWildFly() throws Exception {
        Soak.run(Worker.roomcast().onWildFly(), LONG);
    }
}
