package dev.roomcast.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.platform.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HashingGateTest {

    @Test
    void whoFindsNoPlaceInTimeIsToldSo() throws Exception {
        HashingGate gate = new HashingGate(1, 10, 20);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> gate.pass(() -> {
            inside.countDown();
            await(leave);
            return 1;
        }));
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        ProblemException refused = assertThrows(ProblemException.class, () -> gate.pass(() -> 2));
        assertEquals(503, refused.problem().status());
        leave.countDown();
        assertEquals(1, first.get(10, TimeUnit.SECONDS));
        assertEquals(3, gate.pass(() -> 3));
    }

    @Test
    void whoFindsAllWaitingPlacesTakenIsToldSoAtOnce() {
        HashingGate gate = new HashingGate(1, 0, TimeUnit.HOURS.toMillis(1));
        gate.pass(() -> assertThrows(ProblemException.class, () -> gate.pass(() -> 2)));
        assertThrows(
                IllegalStateException.class,
                () -> gate.pass(() -> {
                    throw new IllegalStateException();
                }));
        assertEquals(3, gate.pass(() -> 3), "a failure gives its place back");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
