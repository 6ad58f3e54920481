package dev.roomcast.faults;

import dev.roomcast.it.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * Everything that can break does, at random, several things at once, while changes are made on all workers. In between all is mended, and looked
 * at. The order of things is made by a seed, which is printed: {@code -Droomcast.seed=N} repeats it, {@code -Droomcast.faults.seconds=N} says
 * for how long.
 */
class RandomFaultsIT {
    private static final long SEED = 20_260_731;
    private static final int SECONDS = 60;
    private static final int HOUR = 3_600;
    private static final int KILLS = 2;
    private static final Duration STARTED = Duration.ofSeconds(150);

    private static final FaultBench BENCH = FaultBench.shared();
    private static final FaultCluster CLUSTER = BENCH.cluster();

    @Test
    void whateverBreaksNothingIsLostInSilence() {
        run(Long.getLong("roomcast.seed", SEED), SECONDS, KILLS);
    }

    @Test
    @Tag("long")
    void whateverBreaksForAnHourNothingIsLostInSilence() {
        run(Long.getLong("roomcast.seed", new Random().nextLong()), HOUR, HOUR / SECONDS * KILLS);
    }

    private static void run(long seed, int seconds, int kills) {
        long time = Long.getLong("roomcast.faults.seconds", seconds);
        System.out.println("roomcast.seed=" + seed + ", " + time + " s");
        BENCH.assertKept("the test before");
        Story story = new Story(new Random(seed), kills);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(time);
        int received = BENCH.received();
        while (System.nanoTime() - end < 0) {
            story.chapter(seed);
        }
        Await.until("all workers are there again", STARTED, Story::allAreThere);
        BENCH.assertKept("all");
        System.out.println(story.faults + " faults, " + story.killed + " kills, " + (BENCH.received() - received)
                + " events received by pages");
    }

    /** What breaks, and when. */
    private static final class Story {
        private static final int FAULTS = 7;
        private static final int LONGEST_MS = 2_500;

        private final Random random;
        private final int kills;
        private final List<String> told = new ArrayList<>();
        private int faults;
        private int killed;

        Story(Random random, int kills) {
            this.random = random;
            this.kills = kills;
        }

        /** Breaks several things under load, mends all, and looks. */
        void chapter(long seed) {
            told.clear();
            try (Load load = BENCH.load(random)) {
                for (int n = 0; n < FAULTS; n++) {
                    breakSomething();
                    int lasting = 100 + random.nextInt(LONGEST_MS);
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lasting);
                    Await.until("it lasts", Duration.ofSeconds(30), () -> System.nanoTime() - end > 0);
                    if (random.nextBoolean()) {
                        mendProxies();
                    }
                }
                told.add(load.toString());
            } finally {
                mendProxies();
            }
            CLUSTER.welcomeStarted();
            try {
                BENCH.assertKept(String.join(", ", told));
            } catch (AssertionError e) {
                throw new AssertionError("roomcast.seed=" + seed + ": " + e.getMessage(), e);
            }
        }

        private void breakSomething() {
            CLUSTER.welcomeStarted();
            faults++;
            Seat seat = CLUSTER.seat(random.nextInt(FaultCluster.WORKERS));
            int what = random.nextInt(20);
            if (what < 7) {
                turn("Redis of " + seat, seat.bus());
            } else if (what < 14) {
                turn("clients of " + seat, seat.door());
            } else if (what < 18) {
                breakRedis();
            } else if (killed < kills && allAreThere()) {
                kill(seat);
            } else {
                tell("cut off " + seat);
                seat.bus().cutAll();
                seat.door().cutAll();
            }
        }

        private void turn(String where, FaultProxy proxy) {
            Fault fault = anyFault();
            tell(where + " " + fault);
            proxy.turn(fault);
        }

        private Fault anyFault() {
            return switch (random.nextInt(6)) {
                case 0 -> Fault.REFUSE;
                case 1 -> Fault.PAUSE;
                case 2 -> Fault.HALF_OPEN;
                case 3 -> Fault.CUT_MID_FRAME;
                case 4 -> Fault.delay(20 + random.nextInt(2 * FaultCluster.REDIS_TIMEOUT_MS));
                default -> Fault.throttle(1_000 + random.nextInt(50_000));
            };
        }

        private void breakRedis() {
            switch (random.nextInt(5)) {
                case 0 -> {
                    tell("FLUSHALL");
                    CLUSTER.redis(Jedis::flushAll);
                }
                case 1 -> {
                    tell("Redis restarted");
                    CLUSTER.redis().restart();
                }
                case 2 -> killClients("pubsub");
                case 3 -> killClients("normal");
                default -> {
                    tell("SCRIPT FLUSH");
                    CLUSTER.redis(Jedis::scriptFlush);
                }
            }
        }

        private void killClients(String type) {
            tell("CLIENT KILL TYPE " + type);
            CLUSTER.redis(redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", type));
        }

        private void kill(Seat seat) {
            tell("killed " + seat);
            killed++;
            seat.kill();
            seat.start();
            CLUSTER.openDoors();
        }

        private void tell(String what) {
            told.add(what);
        }

        private static void mendProxies() {
            for (Seat seat : CLUSTER.seats()) {
                seat.bus().turn(Fault.PASS);
                seat.door().turn(Fault.PASS);
            }
        }

        static boolean allAreThere() {
            CLUSTER.welcomeStarted();
            return CLUSTER.seats().stream().allMatch(Seat::isReady);
        }
    }
}
