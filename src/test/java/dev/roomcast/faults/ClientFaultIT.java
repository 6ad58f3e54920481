package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.it.Await;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is between clients and their worker breaks. */
class ClientFaultIT {
    private static final FaultBench BENCH = FaultBench.shared();
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeEach
    void startRight() {
        BENCH.assertKept("the test before");
    }

    @Test
    void connectionsThatAreCutWhileNothingHappensCostNoListRequest() {
        int lists = BENCH.pages().lists();
        for (Seat seat : BENCH.cluster().seats()) {
            int before = seat.door().accepted();
            seat.door().cutAll();
            Await.until("the pages come back", SOON, () -> seat.door().accepted() > before);
        }
        BENCH.assertKept("cutting all connections");
        assertEquals(lists, BENCH.pages().lists());
    }

    @Test
    void connectionsThatAreCutUnderLoad() {
        try (Load load = BENCH.load()) {
            for (int n = 0; n < 6; n++) {
                int wanted = load.done() + 8;
                BENCH.cluster().seat(n % FaultCluster.WORKERS).door().cutAll();
                Await.until("changes go on", SOON, () -> load.done() >= wanted);
            }
        }
        BENCH.assertKept("cutting under load");
    }

    private static void underLoad(Fault fault, Duration time) {
        FaultProxy door = BENCH.cluster().seat(0).door();
        try (Load load = BENCH.load()) {
            // Lists are on their way, too, when it begins.
            Await.until("changes are made", SOON, () -> load.done() > 5);
            door.turn(fault);
            long end = System.nanoTime() + time.toNanos();
            Await.until("it lasts", SOON, () -> System.nanoTime() - end > 0);
        } finally {
            door.turn(Fault.PASS);
        }
        BENCH.assertKept(fault + " between clients and worker");
    }

    @Test
    void halfOpenConnections() {
        underLoad(Fault.HALF_OPEN, Duration.ofSeconds(6));
    }

    @Test
    void framesThatAreCutInTheMiddle() {
        underLoad(Fault.CUT_MID_FRAME, Duration.ofSeconds(3));
    }

    @Test
    void pausedConnections() {
        underLoad(Fault.PAUSE, Duration.ofSeconds(2));
    }

    @Test
    void lateConnections() {
        underLoad(Fault.delay(300), Duration.ofSeconds(4));
    }

    @Test
    void trickle() {
        underLoad(Fault.throttle(1_000), Duration.ofSeconds(4));
    }
}
