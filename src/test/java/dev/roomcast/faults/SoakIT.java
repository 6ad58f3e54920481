package dev.roomcast.faults;

import dev.roomcast.it.Worker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After thousands of connections the worker is as it was. */
class SoakIT {
    private static final int SHORT = 5_000;
    private static final int LONG = 1_000_000;

    @Test
    void heapObjectsThreadsRoomsAndFilesAreFlat() throws Exception {
        Soak.run(Worker.roomcast(), SHORT);
    }

    @Test
    @Tag("long")
    void theSameAfterAMillion() throws Exception {
        Soak.run(Worker.roomcast(), LONG);
    }

    @Test
    @Tag("long")
    void theSameAfterAMillionOnWildFly() throws Exception {
        Soak.run(Worker.roomcast().onWildFly(), LONG);
    }
}
