package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerIT {
    /** What a JVM says that was asked to end, ran its shutdown hooks and ended. */
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @Test
    void serves_stopsWhenAsked_andIsKilled() {
        try (Worker first = Worker.roomcast().databaseInMemory().launch();
                Worker second = Worker.roomcast().databaseInMemory().launch()) {
            first.awaitReady();
            second.awaitReady();
            first.stop();
            second.kill();
            assertEquals(ENDED_BY_SIGTERM, first.awaitEnd());
            Await.until("the killed worker is gone", Duration.ofSeconds(5), () -> !second.isAlive());
        }
    }
}
