package dev.roomcast.faults;

import dev.roomcast.it.Worker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Dead clients on WildFly. */
class DeadClientWildFlyIT extends DeadClientContract {
    private static Arena arena;

    @BeforeAll
    static void start() {
        arena = arena(Worker.roomcast().onWildFly());
    }

    @AfterAll
    static void stop() {
        arena.close();
    }

    @Override
    Arena arena() {
        return arena;
    }
}
