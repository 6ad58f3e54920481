package dev.roomcast.bench;

import dev.roomcast.bus.RedisServer;
import java.io.IOException;
import java.util.List;

/** A contender that runs, with a Redis of its own: the servers on the first processor and the driver on the second, or all where they like. */
final class Stage implements AutoCloseable {

    private static final Processes DRIVER =
            new Processes(List.of(ProcessHandle.current().pid()));

    private final RedisServer redis;
    private final RunningServer server;
    private final Processes processes;

    private Stage(RedisServer redis, RunningServer server) {
        this.redis = redis;
        this.server = server;
        this.processes = server.processes();
    }

    static Stage of(Contender contender, int workers, boolean pinned) throws IOException {
        if (pinned) {
            // What is started now inherits it: a JVM counts the processors that it may use.
            DRIVER.pin("0-" + (Runtime.getRuntime().availableProcessors() - 1));
        }
        RedisServer redis = RedisServer.started();
        try {
            Stage stage = new Stage(redis, contender.start(workers, redis.port()));
            if (pinned) {
                stage.pin();
            }
            return stage;
        } catch (IOException | RuntimeException | AssertionError e) {
            redis.close();
            throw e;
        }
    }

    private void pin() throws IOException {
        processes.pin("0");
        redis().pin("0");
        DRIVER.pin("1");
    }

    List<Endpoint> endpoints() {
        return server.endpoints();
    }

    /** The server, all its workers together. */
    Processes processes() {
        return processes;
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
            server.close();
        } finally {
            redis.close();
        }
    }
}
