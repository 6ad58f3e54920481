package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.LocalLostConnections;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.TimeSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalLostConnectionsTest extends LostConnectionsContract {
    private static final int BOUND = 3;

    @Override
    LostConnections newKeeper(long keptMs) {
        return new LocalLostConnections(BOUND, keptMs, new TimeSource(System::nanoTime, System::currentTimeMillis));
    }

    @Test
    void beyondItsBoundTheOldestIsForgotten() {
        LostConnections keeper = newKeeper(KEPT_MS);
        for (int i = 0; i <= BOUND; i++) {
            keeper.keep(lost("pid" + i));
        }
        assertTrue(keeper.take("pid0").isEmpty());
        for (int i = 1; i <= BOUND; i++) {
            assertEquals(Optional.of(lost("pid" + i)), keeper.take("pid" + i));
        }
    }
}
