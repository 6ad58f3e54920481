package dev.roomcast.proxy;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Worker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Three workers with the routes w1, w2 and w3, a Redis and a database server that they share, and nginx before them. */
final class Site implements AutoCloseable {
    static final int WORKERS = 3;

    private final Cluster cluster = Cluster.withoutWorkers();
    private final List<Integer> ports =
            IntStream.range(0, WORKERS).map(n -> FreePort.next()).boxed().toList();
    private final List<Worker> workers = new ArrayList<>();
    private final Nginx nginx;

    Site() {
        // The first worker makes the tables; the others find them.
        workers.add(plan(0).start());
        workers.add(plan(1).launch());
        workers.add(plan(2).launch());
        workers.forEach(Worker::awaitReady);
        nginx = new Nginx(ports);
    }

    private Worker.Plan plan(int n) {
        return cluster.plan().shutUntilDeployed().port(ports.get(n)).property("roomcast.route", route(n));
    }

    /** The route of a worker, from 0 on. */
    static String route(int n) {
        return "w" + (n + 1);
    }

    /** The number of the worker that made this session. */
    static int workerOf(String sid) {
        return IntStream.range(0, WORKERS)
                .filter(n -> sid.startsWith(route(n) + "."))
                .findFirst()
                .orElseThrow(() -> new AssertionError("of no worker: " + sid));
    }

    Nginx nginx() {
        return nginx;
    }

    /** The root that browsers know. */
    URI uri() {
        return nginx.uri();
    }

    Cluster cluster() {
        return cluster;
    }

    Worker worker(int n) {
        return workers.get(n);
    }

    /** Starts a worker that was stopped, on its port, and waits until it is ready. */
    void startAgain(int n) {
        workers.get(n).close();
        workers.set(n, plan(n).start());
    }

    /** The administrator, signed in through nginx. */
    ApiClient admin() {
        return ApiClient.signIn(uri(), Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
    }

    @Override
    public void close() {
        nginx.close();
        workers.forEach(Worker::close);
        cluster.close();
    }
}
