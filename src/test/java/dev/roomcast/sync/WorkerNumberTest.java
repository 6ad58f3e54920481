package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerNumberTest {
    private static final Logger LOG = Logger.getLogger(WorkerNumber.class.getName());

    private final Leases leases = new Leases();
    private final TimeSource time = new TimeSource(() -> TimeUnit.MILLISECONDS.toNanos(leases.nowMs), () -> 0);
    private final List<String> warnings = new ArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord said) {
            if (said.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                warnings.add(said.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** The registry in memory, with a clock turned by hand. */
    private static final class Leases implements WorkerRegistry {
        private final Map<Long, String> holders = new HashMap<>();
        private final Map<Long, Long> until = new HashMap<>();
        private long nowMs;
        private boolean down;
        private int claims;

        @Override
        public boolean claim(long number, String instance) {
            claims++;
            answer();
            boolean free = until.getOrDefault(number, 0L) <= nowMs;
            if (!free && !instance.equals(holders.get(number))) {
                return false;
            }
            holders.put(number, instance);
            until.put(number, nowMs + LEASE_MS);
            return true;
        }

        @Override
        public void release(long number, String instance) {
            answer();
            if (instance.equals(holders.get(number))) {
                until.remove(number);
            }
        }

        private void answer() {
            if (down) {
                throw new BusDownException("down");
            }
        }
    }

    @BeforeEach
    void listen() {
        LOG.addHandler(listening);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(listening);
    }

    private WorkerNumber wishing(long number, String instance) {
        return new WorkerNumber(leases, new WorkerWish(number, false), instance, time);
    }

    private WorkerNumber fixedAt(long number, String instance) {
        return new WorkerNumber(leases, new WorkerWish(number, true), instance, time);
    }

    /** Lets the period between two renewals pass, and all renew. */
    private void renew(WorkerNumber... workers) {
        leases.nowMs += WorkerRegistry.RENEW_MS;
        for (WorkerNumber worker : workers) {
            worker.renew();
        }
    }

    @Test
    void inContainersWhereEveryProcessIsOneEachGetsANumberOfItsOwn() {
        WorkerNumber[] workers = {wishing(1, "a"), wishing(1, "b"), wishing(1, "c")};
        renew(workers);
        renew(workers);
        assertEquals(
                List.of(1L, 2L, 3L),
                List.of(workers).stream().map(WorkerNumber::getAsLong).toList());
    }

    @Test
    void whileTheRegistryIsDownTheWishedNumberIsUsedAndWhenItSpeaksTheSecondMakesRoom() {
        leases.down = true;
        WorkerNumber first = wishing(1, "a");
        WorkerNumber second = wishing(1, "b");
        renew(first, second);
        assertEquals(1, second.getAsLong());
        assertEquals(2, leases.claims, "one attempt each: a start must not wait for more");
        leases.down = false;
        renew(first, second);
        assertEquals(1, first.getAsLong());
        assertEquals(2, second.getAsLong());
    }

    @Test
    void aWorkerThatWasPausedGetsItsNumberBackUnlessItWasTaken() {
        WorkerNumber paused = wishing(1, "a");
        renew(paused);
        leases.nowMs += 2 * WorkerRegistry.LEASE_MS;
        renew(paused);
        assertEquals(1, paused.getAsLong());

        leases.nowMs += 2 * WorkerRegistry.LEASE_MS;
        WorkerNumber taking = wishing(1, "b");
        renew(taking, paused);
        assertEquals(1, taking.getAsLong());
        assertEquals(2, paused.getAsLong());
    }

    @Test
    void aReleasedNumberIsFreeAtOnceAndNotTakenAgain() {
        WorkerNumber first = wishing(1, "a");
        renew(first);
        first.release();
        first.renew();
        WorkerNumber second = wishing(1, "b");
        renew(second);
        assertEquals(1, second.getAsLong());
        first.release();
        assertEquals("b", leases.holders.get(1L));
    }

    @Test
    void anOperatorsNumberStaysAndASecondLivingWorkerOfItIsSaidOnce() {
        WorkerNumber first = fixedAt(5, "a");
        WorkerNumber second = fixedAt(5, "b");
        for (int i = 0; i < 12; i++) {
            renew(first, second);
        }
        assertEquals(5, second.getAsLong());
        assertEquals(1, warnings.size(), warnings::toString);
    }

    @Test
    void whatAKilledProcessOfTheSameNumberLeftIsNoLivingWorker() {
        renew(fixedAt(5, "killed"));
        WorkerNumber next = fixedAt(5, "b");
        for (int i = 0; i < 12; i++) {
            renew(next);
        }
        assertEquals(List.of(), warnings);
        assertEquals("b", leases.holders.get(5L));
    }

    @Test
    void whenTooManyNumbersAreTakenItGoesOnAndSaysSoOnce() {
        for (long taken = 1; taken <= 256; taken++) {
            leases.holders.put(taken, "other");
            leases.until.put(taken, Long.MAX_VALUE);
        }
        WorkerNumber crowded = wishing(1, "a");
        renew(crowded);
        renew(crowded);
        assertEquals(1, crowded.getAsLong());
        assertEquals(1, warnings.size(), warnings::toString);
    }
}
