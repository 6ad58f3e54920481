package dev.roomcast.faults;

import dev.roomcast.it.ApiClient;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * People who add, change and delete files on whichever worker is there, on threads of their own, until it is closed. What a worker answers
 * that dies meanwhile does not matter: the database says what was committed.
 */
final class Load implements AutoCloseable {
    private static final int FEW = 15;
    private static final int MANY = 40;
    private static final int WRITERS = 3;

    private final FaultCluster cluster;
    private final String beginning;
    private final boolean deleting;
    private final long pauseNanos;
    private final ConcurrentMap<String, Boolean> files = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final ConcurrentMap<Integer, Integer> refusals = new ConcurrentHashMap<>();
    private final List<Thread> threads;
    private volatile boolean ended;

    /**
     * @param beginning of the files' names
     * @param deleting whether files are deleted, too; without, at most {@value #MANY} are made
     */
    Load(FaultCluster cluster, String beginning, boolean deleting, int perSecond, Random random) {
        this.cluster = cluster;
        this.beginning = beginning;
        this.deleting = deleting;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(WRITERS) / perSecond;
        cluster.files(beginning).keySet().forEach(id -> files.put(id.toString(), true));
        threads = IntStream.range(0, WRITERS)
                .mapToObj(n -> random.nextLong())
                .map(seed -> FaultProxy.daemon(() -> write(new Random(seed)), "load"))
                .toList();
        threads.forEach(Thread::start);
    }

    /** Changes that were answered with success. */
    int done() {
        return done.get();
    }

    /** Ends it and waits for the last answers. */
    @Override
    public void close() {
        ended = true;
        threads.forEach(LockSupport::unpark);
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return done + " changes, " + unanswered + " unanswered, refused " + refusals;
    }

    private void write(Random random) {
        while (!ended) {
            List<Seat> there = cluster.seats().stream().filter(Seat::isReady).toList();
            if (!there.isEmpty()) {
                try {
                    change(
                            cluster.admin()
                                    .on(there.get(random.nextInt(there.size())).worker()),
                            random);
                } catch (UncheckedIOException e) {
                    unanswered.incrementAndGet();
                }
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    private void change(ApiClient worker, Random random) {
        List<String> known = new ArrayList<>(files.keySet());
        int what = random.nextInt(10);
        if (known.size() < FEW || (what < 3 && known.size() < MANY)) {
            ApiClient.Answer answer = worker.post("api/files", file("name", beginning + random.nextInt(1_000_000)));
            if (counted(answer)) {
                files.put(answer.id(), true);
            }
            return;
        }
        String id = known.get(random.nextInt(known.size()));
        if (deleting && (what < 4 || known.size() >= MANY)) {
            files.remove(id);
            counted(worker.delete("api/files/" + id));
        } else {
            JsonObject note = file("note", "note " + random.nextInt(1_000_000));
            counted(worker.send("PATCH", "api/files/" + id, Optional.of(note), Map.of()));
        }
    }

    private boolean counted(ApiClient.Answer answer) {
        boolean success = answer.status() < 300;
        if (success) {
            done.incrementAndGet();
        } else {
            refusals.merge(answer.status(), 1, Integer::sum);
        }
        return success;
    }

    private static JsonObject file(String field, String value) {
        return Json.createObjectBuilder().add(field, value).build();
    }
}
