package dev.roomcast.faults;

import dev.roomcast.bus.RedisServer;
import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Worker;
import dev.roomcast.sync.Bus;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.redis.RedisBus;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** One worker and its Redis, to which a test publishes as another worker would. */
final class Arena implements AutoCloseable {
    static final String ROOM = "files";
    private static final long WORKER = 4711;
    private static final int LONGEST_LOG = 8_000;
    private static final int MOST_TOLD = 10;
    /**
     * What containers say when a request's objects served two clients at once: contexts of CDI that stay with a thread or
     * are there already, and a service that failed in the container's own code.
     */
    private static final Set<String> MIX_UPS =
            Set.of("WELD-000225", "WELD-000335", "WELD-000714", "WELD-000715", "AS-WEB-CORE-00037");

    private final RedisServer redis = RedisServer.started();
    private final Bus bus;
    private final Worker worker;
    private final ApiClient admin;
    private final ServerProcess process;
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    private volatile long lastSeq;

    /** @param plan of the worker, without its Redis */
    Arena(Worker.Plan plan) {
        worker = plan.environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .property("roomcast.redis.uri", "redis://127.0.0.1:" + redis.port())
                .databaseInMemory()
                .start();
        admin = ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
        process = new ServerProcess(worker);
        // Never started: it only publishes.
        bus = new RedisBus(redis.settings(1000, 5000), Thread::new, System::nanoTime, () -> 0.5);
    }

    String cookie() {
        return admin.cookie();
    }

    int port() {
        return worker.port();
    }

    ServerProcess process() {
        return process;
    }

    /** What the worker's log holds of errors, its end if that is long. */
    String warnings() {
        String log = worker.log();
        String told = log.lines().filter(line -> !line.contains("INFO")).collect(Collectors.joining("\n"));
        return told.substring(Math.max(0, told.length() - LONGEST_LOG));
    }

    /** The first lines of the worker's log that tell of a request whose objects served two clients at once. */
    List<String> mixUps() {
        return worker.log()
                .lines()
                .filter(line -> MIX_UPS.stream().anyMatch(line::contains))
                .limit(MOST_TOLD)
                .toList();
    }

    JsonObject status() {
        return admin.get("api/sync/status").expect(200).json();
    }

    int sessions() {
        return status().getInt("sessions");
    }

    int members() {
        return status().getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                .mapToInt(room -> room.getInt("members"))
                .sum();
    }

    /** Waits until nothing of any connection is left in the worker's memory. */
    void awaitDeserted(Duration within) {
        Await.until("the worker holds no connection: " + status(), within, () -> {
            JsonObject now = status();
            return now.getInt("sessions") == 0
                    && now.getInt("connections") == 0
                    && now.getInt("sockets") == 0
                    && now.getInt("heldRooms") == 0;
        });
    }

    /** The room's position as far as this test has moved it. */
    long lastSeq() {
        return lastSeq;
    }

    /** The newest position of every record. */
    Map<String, Long> truth() {
        return Map.copyOf(newest);
    }

    private void publish(String id, String data) {
        lastSeq = bus.publish(new Emission(
                        UUID.randomUUID().toString(), ROOM, "files:changed", Reason.UPDATED, WORKER, id, data))
                .seq();
        newest.put(id, lastSeq);
    }

    /** Publishes at a steady rate. */
    void publish(int events, int perSecond, IntFunction<String> id, String data) {
        long began = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = began + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            publish(id.apply(i), data);
        }
    }

    @Override
    public void close() {
        bus.stop();
        worker.close();
        redis.close();
    }
}
