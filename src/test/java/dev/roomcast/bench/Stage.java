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

    /** Returns when the workers have nothing to do any more, or after a while: who measures now would pay for what was before. */
    void awaitQuiet() throws IOException {
        long deadline = System.nanoTime() + QUIET_WITHIN_NANOS;
        Usage usage;
        do {
            usage = Usage.from(this);
            LockSupport.parkNanos(QUIET_FOR_NANOS);
        } while (usage.serverMicros() > QUIET_MICROS && System.nanoTime() < deadline);
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
