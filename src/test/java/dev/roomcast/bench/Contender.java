package dev.roomcast.bench;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A kind of server that can be measured. */
interface Contender {

    /** What every JVM of the scenarios is started with; as {@code server-config} recommends it. */
    List<String> JAVA_OPTIONS = List.of("-Xmx1g", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");

    /** As the command line has it. */
    String name();

    /** As the tables have it. */
    String title();

    /** Why it cannot be measured here; empty when it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Whether it is a JVM, which is slow until it has compiled what is hot. */
    boolean isJava();

    /** Whether a fault of its is a fault of this project's; what peers lose is told, and is their own. */
    boolean mustDeliver();

    /** What it can do. */
    boolean can(Ability ability);

    /** Starts one worker, and does not wait until it serves. */
    Worker launch(int redisPort) throws IOException;

    /** Where clients connect to a worker that serves. */
    Endpoint endpoint(Worker worker) throws IOException;

    enum Ability {
        FAN_OUT,
        SEVERAL_WORKERS,
        IDLE,
        LONG_POLLING
    }
}
