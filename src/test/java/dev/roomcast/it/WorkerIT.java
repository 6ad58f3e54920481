package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerIT {

    @Test
    void serves_stopsWhenAsked_andIsKilled() {
        try (Worker first = Worker.roomcast().databaseInMemory().launch();
                Worker second = Worker.roomcast().databaseInMemory().launch()) {
            first.awaitReady();
            second.awaitReady();
            first.stop();
            second.kill();
            assertFalse(first.isAlive());
            Await.until("the killed worker is gone", Duration.ofSeconds(5), () -> !second.isAlive());
            assertTrue(first.logLine("STOPPED").isPresent());
        }
    }
}
