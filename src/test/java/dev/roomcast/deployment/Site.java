package dev.roomcast.deployment;

import dev.roomcast.bus.RedisKind;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Http;
import dev.roomcast.it.PostgresServer;
import dev.roomcast.it.Worker;
import dev.roomcast.proxy.Nginx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Two workers that share a Redis of some kind and a database of a PostgreSQL, which is empty when both start at once. */
final class Site implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path files;
    private final List<Worker> workers;
    private final Optional<Nginx> nginx;
    private final ApiClient admin;

    private Site(RedisKind redis, PostgresServer postgres, boolean mixed) {
        String database = "site" + DATABASES.incrementAndGet();
        postgres.create(database);
        try {
            files = Files.createTempDirectory("roomcast-files-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Worker.Plan first = plan(redis, 1);
        Worker.Plan second = plan(redis, 2);
        if (mixed) {
            postgres.environment(database).forEach(first::environment);
            first.withServersDataSource();
            second.onWildFly();
        }
        for (Worker.Plan plan : mixed ? List.of(second) : List.of(first, second)) {
            plan.property("roomcast.db.url", postgres.url(database)).property("roomcast.db.user", postgres.user());
        }
        workers = Stream.of(first, second).map(Worker.Plan::launch).toList();
        workers.forEach(Worker::awaitReady);
        // The third worker of its files is down, and nobody may notice.
        nginx = mixed
                ? Optional.of(
                        new Nginx(List.of(workers.get(0).port(), workers.get(1).port(), FreePort.lasting())))
                : Optional.empty();
        admin = ApiClient.signIn(workers.get(0), Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
    }

    /** Two of Payara Micro, without a proxy. */
    static Site plain(RedisKind redis, PostgresServer postgres) {
        return new Site(redis, postgres, false);
    }

    /** Payara Micro with a data source of its own and WildFly, behind nginx. */
    static Site mixed(RedisKind redis, PostgresServer postgres) {
        return new Site(redis, postgres, true);
    }

    private Worker.Plan plan(RedisKind redis, int number) {
        Worker.Plan plan = Worker.roomcast()
                .quickStart()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.files.dir", files.toString())
                .property("roomcast.route", "w" + number);
        redis.settings().forEach(plan::property);
        return plan;
    }

    /** Where the browser of a person goes who is to come to the first or second worker, 0 or 1; behind nginx to any. */
    URI root(int worker) {
        return nginx.map(Nginx::uri).orElseGet(workers.get(worker)::uri);
    }

    /** Whether each worker has one of two pages. */
    boolean isSharedFairly() {
        Await.until("both pages are there, and no former one", SOON, () -> connections(0) + connections(1) == 2);
        return connections(0) == 1;
    }

    /** Waits until both workers hear Redis. */
    void awaitBus() {
        for (Worker worker : workers) {
            Await.until("the bus is up", SOON, () -> Http.status(worker.uri().resolve("api/health/bus")) == 200);
        }
    }

    private int connections(int worker) {
        return admin.on(workers.get(worker))
                .get("api/sync/status")
                .expect(200)
                .json()
                .getInt("connections");
    }

    @Override
    public void close() {
        nginx.ifPresent(Nginx::close);
        workers.forEach(Worker::close);
        Directories.delete(files);
    }
}
