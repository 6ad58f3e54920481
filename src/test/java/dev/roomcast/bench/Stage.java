package dev.roomcast.bench;

import dev.roomcast.bus.RedisServer;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A contender that runs, with a Redis of its own: the servers on the first processor and the driver on the second, or all
 * where they like.
 */
final class Stage implements AutoCloseable {

    private static final Processes DRIVER =
            new Processes(List.of(ProcessHandle.current().pid()));
    /** Counted before anything is pinned. */
    private static final String ALL = "0-" + (Runtime.getRuntime().availableProcessors() - 1);

    private static final long SETTLED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(300);

    private static final long QUIET_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long QUIET_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** What a JVM does for itself in that time. */
    private static final double QUIET_MICROS = 30_000;

    private final RedisServer redis = RedisServer.started();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();

    private Stage() {}

    /** Starts so many workers, one after the other, and returns when they serve. */
    static Stage of(Contender contender, int workers, boolean pinned) throws IOException {
        // What is started now inherits it: a JVM counts the processors that it may use.
        DRIVER.pin(ALL);
        Stage stage = new Stage();
        try {
            for (int i = 0; i < workers; i++) {
                stage.start(contender);
            }
            if (pinned) {
                stage.pin();
            }
            return stage;
        } catch (IOException | RuntimeException | AssertionError e) {
            stage.close();
            throw e;
        }
    }

    private void start(Contender contender) throws IOException {
        Worker worker = contender.launch(redis.port());
        workers.add(worker);
        endpoints.add(contender.endpoint(worker.awaitReady()));
    }

    /** Lets all run where they like. */
    void free() throws IOException {
        processes().pin(ALL);
        redis().pin(ALL);
        DRIVER.pin(ALL);
    }

    void pin() throws IOException {
        processes().pin("0");
        redis().pin("0");
        DRIVER.pin("1");
    }

    /** Returns when the workers have nothing to do any more, or says after a while that they have: who measures now would pay for what was before. */
    void awaitQuiet() throws IOException {
        long deadline = System.nanoTime() + QUIET_WITHIN_NANOS;
        Usage usage;
        do {
            usage = Usage.from(this);
            LockSupport.parkNanos(QUIET_FOR_NANOS);
        } while (usage.serverMicros() > QUIET_MICROS && inTime(deadline, "it is still busy with what was before"));
    }

    /** Whether there is time left; who reads the figures is told when there is not. */
    private static boolean inTime(long deadline, String otherwise) {
        boolean inTime = System.nanoTime() < deadline;
        if (!inTime) {
            System.err.println("    measured although " + otherwise);
        }
        return inTime;
    }

    /**
     * Repeats a load until the compilers of the workers rest twice in a row; after five minutes says that they do not, and
     * returns. Who is no JVM gets it once.
     *
     * @param resting what the compiler of a worker that rests may use of one processor
     */
    void settle(Round load, double resting) throws IOException {
        long deadline = System.nanoTime() + SETTLED_WITHIN_NANOS;
        int rests = 0;
        do {
            long start = System.nanoTime();
            double before = processes().compilerMicros();
            load.put();
            double share = (processes().compilerMicros() - before) * 1e3 / (System.nanoTime() - start);
            rests = share > resting * workers.size() ? 0 : rests + 1;
        } while (rests < (processes().compilerMicros() > 0 ? 2 : 1) && inTime(deadline, "its compiler still works"));
    }

    /** Some seconds of load. */
    interface Round {
        void put() throws IOException;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** All workers together, and the processes that they have started. */
    Processes processes() {
        return new Processes(workers.stream()
                .flatMap(worker -> ProcessHandle.of(worker.pid()).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .toList());
    }

    Processes redis() {
        return new Processes(List.of(redis.pid()));
    }

    /** The benchmark itself. */
    static Processes driver() {
        return DRIVER;
    }

    @Override
    public void close() {
        try {
            workers.forEach(Worker::close);
        } finally {
            redis.close();
        }
    }
}
