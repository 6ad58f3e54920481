package dev.roomcast.deployment;

import dev.roomcast.bus.RedisKind;
import dev.roomcast.bus.SingleRedis;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.PostgresServer;
import dev.roomcast.it.Worker;
import dev.roomcast.proxy.Nginx;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two workers that share a Redis of some kind and a database of PostgreSQL, which is empty when both start at once. */
final class Site implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final PostgresServer postgres;
    private final String database;
    private final Path files;
    private List<Worker> workers = List.of();
    private Optional<Nginx> nginx = Optional.empty();
    private Optional<ApiClient> admin = Optional.empty();

    private Site(PostgresServer postgres) {
        this.postgres = postgres;
        database = postgres.newDatabase();
        try {
            files = Files.createTempDirectory("roomcast-files-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two of Payara Micro, without a proxy. */
    static Site plain(RedisKind redis, PostgresServer postgres) {
        Site site = new Site(postgres);
        site.start(site.withPoolOfOurs(redis.settings()), site.withPoolOfOurs(redis.settings()));
        return site;
    }

    /**
     * A Payara Micro with a data source of its own that goes to Redis by TCP, and a WildFly that goes there by its unix
     * socket, behind nginx.
     */
    static Site mixed(SingleRedis redis, PostgresServer postgres) {
        Site site = new Site(postgres);
        Worker.Plan payara = site.plan(redis.settings()).withServersDataSource();
        postgres.environment(site.database).forEach(payara::environment);
        Worker.Plan wildFly =
                site.withPoolOfOurs(redis.settingsOverUnixSocket()).onWildFly();
        site.start(payara.property("roomcast.route", "w1"), wildFly.property("roomcast.route", "w2"));
        List<Integer> ports = site.workers.stream().map(Worker::port).toList();
        // The third of nginx's files is down, and nobody may notice.
        site.nginx = Optional.of(new Nginx(List.of(ports.get(0), ports.get(1), FreePort.next())));
        return site;
    }

    private Worker.Plan plan(Map<String, String> redis) {
        Worker.Plan plan = Worker.roomcast()
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.files.dir", files.toString());
        redis.forEach(plan::property);
        return plan;
    }

    private Worker.Plan withPoolOfOurs(Map<String, String> redis) {
        return plan(redis)
                .property("roomcast.db.url", postgres.url(database))
                .property("roomcast.db.user", postgres.user());
    }

    private void start(Worker.Plan first, Worker.Plan second) {
        workers = Stream.of(first, second).map(Worker.Plan::launch).toList();
        workers.forEach(Worker::awaitReady);
        admin = Optional.of(ApiClient.signIn(workers.get(0), Cluster.ADMIN, Cluster.ADMIN_PASSWORD));
    }

    /** Where the browser of a person goes who is to come to worker 0 or 1; behind nginx to any. */
    URI root(int worker) {
        return nginx.map(Nginx::uri).orElseGet(workers.get(worker)::uri);
    }

    /** Whether each worker has one of two pages; waits until both are there, and none that was before. */
    boolean isShared() {
        return Await.value("two connections", SOON, () -> Optional.of(
                        statuses().map(status -> status.getInt("connections")).toList())
                .filter(each -> each.get(0) + each.get(1) == 2)
                .map(each -> each.get(0) == 1));
    }

    /** In which life of Redis the workers know the room of the files to be; empty for one that knows nothing. */
    Set<String> epochs() {
        return statuses()
                .flatMap(status -> status.getJsonArray("rooms").getValuesAs(JsonObject.class).stream())
                .filter(room -> room.getString("room").equals("files"))
                .map(room -> room.getString("epoch"))
                .collect(Collectors.toSet());
    }

    private Stream<JsonObject> statuses() {
        ApiClient signedIn = admin.orElseThrow();
        return workers.stream()
                .map(worker ->
                        signedIn.on(worker).get("api/sync/status").expect(200).json());
    }

    @Override
    public void close() {
        nginx.ifPresent(Nginx::close);
        workers.forEach(Worker::close);
        Directories.delete(files);
    }
}
