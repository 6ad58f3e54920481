package dev.roomcast.faults;

import dev.roomcast.it.Worker;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place for a worker, which may die and be replaced, with the proxies between it and the others. */
final class Seat implements AutoCloseable {
    private final int number;
    private final FaultProxy bus;
    private final FaultProxy door = FaultProxy.to();
    private final Function<FaultProxy, Worker.Plan> plan;
    private volatile @Nullable Worker worker;
    private volatile boolean ready;

    Seat(int number, int redis, Function<FaultProxy, Worker.Plan> plan) {
        this.number = number;
        this.bus = FaultProxy.to(redis);
        this.plan = plan;
    }

    int number() {
        return number;
    }

    /** Between this worker and Redis. */
    FaultProxy bus() {
        return bus;
    }

    /** Between clients and this worker. */
    FaultProxy door() {
        return door;
    }

    Worker worker() {
        return Objects.requireNonNull(worker);
    }

    boolean isReady() {
        return ready;
    }

    /** Starts a worker, in the place of a dead one if there is one, and does not wait for it. */
    void start() {
        Worker former = worker;
        if (former != null) {
            former.close();
        }
        worker = plan.apply(bus).launch();
    }

    void awaitReady() {
        worker().awaitReady();
        ready = true;
    }

    /** Kills it as a power failure would. */
    void kill() {
        ready = false;
        worker().kill();
    }

    /** Whether it answers by now; from then on it counts as ready. */
    boolean hasStarted() {
        ready |= worker().isReady();
        return ready;
    }

    @Override
    public String toString() {
        return "worker " + number;
    }

    @Override
    public void close() {
        ready = false;
        worker().close();
        bus.close();
        door.close();
    }
}
