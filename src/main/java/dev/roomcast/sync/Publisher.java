package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what services announce and brings it onto the bus. Offering never blocks; one thread in {@link #run} (or a test
 * in {@link #step}) does the rest. While the bus is down it keeps emissions, tells this worker's pages to refetch, and
 * publishes in order when the bus is back. What finds no place becomes a {@code sync:resync} of its rooms on every
 * worker, published as an event, so that nobody misses it either.
 */
public final class Publisher {
    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final long IDLE_MS = 250;
    private static final long BUSY_MS = 50;
    /** Bounds of what shares a round trip. */
    private static final int EMISSIONS_AT_ONCE = 64;

    private static final int CHARACTERS_AT_ONCE = 256 * 1024;

    private final Dependencies dependencies;
    private final LongSupplier worker;

    private final BlockingQueue<Task> queue;
    /** Rooms of which something was lost; written by whoever offers, emptied by the publisher's thread. */
    private final Set<String> overflowed = ConcurrentHashMap.newKeySet();

    private final Kept kept;
    private final Outlet outlet;
    private final LongAdder lost = new LongAdder();
    private volatile int keptNow;
    private volatile boolean stopped;

    /** An announcement, and who wants to hear of its positions. */
    private record Task(Announcement announcement, Consumer<Map<String, Position>> answer) {}

    /** What becomes of an announcement on the bus: an emission for each room. */
    private record Batched(Task task, List<Emission> emissions) {}

    /**
     * @param worker the number that events carry; it may change
     * @param ownPages tells the pages of this worker to refetch a room: {@link Hub#resync}
     * @param random numbers from 0 to 1, for pauses
     */
    public Publisher(
            Bus bus,
            Dependencies dependencies,
            LongSupplier worker,
            BiConsumer<String, ResyncReason> ownPages,
            TimeSource time,
            DoubleSupplier random,
            PublisherSettings settings) {
        this.dependencies = dependencies;
        this.worker = worker;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.kept = new Kept(settings.kept(), overflowed);
        this.outlet =
                new Outlet(bus, "events", ownPages, time, random, settings.resyncPaceMs(), settings.longestPauseMs());
    }

    /** Announces a change to the rooms that the dependency table names. Never blocks; callable from any thread. */
    public boolean offer(Change change) {
        return offer(change, positions -> {});
    }

    /** The same, and says where its events stand, as {@link #offer(Announcement, Consumer)}. */
    public boolean offer(Change change, Consumer<Map<String, Position>> answer) {
        return offer(Announcement.of(change, dependencies.rooms(change.topic(), change.rooms())), answer);
    }

    /**
     * Announces something to given rooms. Never blocks; callable from any thread.
     *
     * @param answer called on the publisher's thread after the first attempt, with the positions of the rooms whose
     *     event
     *     is published; a room that is absent has its event kept for later. Not called when the offer is refused
     * @return false when the queue is full; the rooms are told to refetch instead
     */
    public boolean offer(Announcement announcement, Consumer<Map<String, Position>> answer) {
        boolean taken = !stopped && queue.offer(new Task(announcement, answer));
        if (!taken) {
            lost.increment();
            overflowed.addAll(announcement.rooms());
        }
        return taken;
    }

    /** Works until {@link #stop}; for one managed thread. */
    public void run() {
        boolean interrupted = false;
        while (!stopped && !interrupted) {
            try {
                work(queue.poll(pauseMs(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                // By a server that shuts down: what waits still goes out, the last word of this worker among it.
                interrupted = true;
            }
        }
        for (Task last = queue.poll(); last != null && !outlet.isDown(); last = queue.poll()) {
            work(last);
        }
        if (!kept.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "stopped with {0} events unpublished: the bus is down", kept.size());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what can be done now, without waiting. For tests, instead of {@link #run}. */
    public void step() {
        work(queue.poll());
    }

    /** Ends {@link #run} once what waits is published, if the bus answers. */
    public void stop() {
        stopped = true;
    }

    /** Emissions published since the start. */
    public long published() {
        return outlet.published();
    }

    /** Emissions kept until the bus is back. */
    public int kept() {
        return keptNow;
    }

    /** Announcements that found the queue full or could not be written, and became a {@code sync:resync}. */
    public long lost() {
        return lost.sum();
    }

    private long pauseMs() {
        return kept.isEmpty() && outlet.isQuiet() && overflowed.isEmpty() ? IDLE_MS : BUSY_MS;
    }

    private void work(@Nullable Task first) {
        List<Batched> batch = first == null ? List.of() : batch(first);
        try {
            announce(batch);
            catchUp();
            keptNow = kept.size();
            outlet.tellOwnPages();
        } catch (RuntimeException e) {
            // The only publisher must live on; the rooms concerned refetch.
            LOG.log(System.Logger.Level.WARNING, "the publisher failed", e);
            batch.forEach(one -> lost(one.task));
        }
    }

    /** What waits behind a task shares its round trip. */
    private List<Batched> batch(Task first) {
        List<Batched> batch = new ArrayList<>();
        int emissions = 0;
        int characters = 0;
        Task next = first;
        while (next != null) {
            Batched batched = new Batched(next, emissions(next));
            batch.add(batched);
            emissions += batched.emissions.size();
            characters += batched.emissions.stream()
                    .mapToInt(emission -> emission.data().length())
                    .sum();
            next = emissions < EMISSIONS_AT_ONCE && characters < CHARACTERS_AT_ONCE ? queue.poll() : null;
        }
        return batch;
    }

    private List<Emission> emissions(Task task) {
        Announcement announcement = task.announcement;
        try {
            String data = JsonText.of(announcement.data());
            return announcement.rooms().stream()
                    .map(room -> new Emission(
                            announcement.eventId(),
                            room,
                            announcement.event(),
                            announcement.reason(),
                            worker.getAsLong(),
                            announcement.id(),
                            data))
                    .toList();
        } catch (RuntimeException | StackOverflowError e) {
            // Data may contain itself; the rooms concerned refetch.
            LOG.log(System.Logger.Level.WARNING, "an announcement cannot be written", e);
            lost(task);
            return List.of();
        }
    }

    private void lost(Task task) {
        lost.increment();
        overflowed.addAll(task.announcement.rooms());
    }

    private void announce(List<Batched> batch) {
        List<Emission> emissions =
                batch.stream().flatMap(one -> one.emissions.stream()).toList();
        List<Position> positions = publishOrKeep(emissions);
        int next = 0;
        for (Batched one : batch) {
            Map<String, Position> answer = new HashMap<>();
            for (Emission emission : one.emissions) {
                if (positions != null) {
                    answer.put(emission.room(), positions.get(next++));
                }
            }
            one.task.answer.accept(answer);
        }
    }

    private @Nullable List<Position> publishOrKeep(List<Emission> emissions) {
        // Behind a kept one they must wait, or the order would be lost.
        List<Position> positions = kept.isEmpty() && !outlet.isDown() ? outlet.attempt(emissions) : null;
        if (positions == null) {
            for (Emission emission : emissions) {
                kept.add(emission);
                outlet.wish(emission.room());
            }
        }
        return positions;
    }

    /** Publishes what was kept and what the lost ones became, as soon as the bus answers. */
    private void catchUp() {
        if (!outlet.mayTry()) {
            return;
        }
        var oldest = kept.oldest();
        while (oldest.isPresent() && outlet.attempt(oldest.get()) != null) {
            kept.remove(oldest.get());
            oldest = kept.oldest();
        }
        for (String room : kept.isEmpty() ? List.copyOf(overflowed) : List.<String>of()) {
            if (!announceLoss(room)) {
                return;
            }
        }
        if (kept.isEmpty() && overflowed.isEmpty()) {
            outlet.nothingLeft();
        }
    }

    private boolean announceLoss(String room) {
        // Removed first: what is lost from now on is a new loss.
        overflowed.remove(room);
        Emission resync = new Emission(
                UUID.randomUUID().toString(), room, Emission.RESYNC, Reason.UPDATED, worker.getAsLong(), "", "null");
        boolean announced = outlet.attempt(resync) != null;
        if (!announced) {
            overflowed.add(room);
            outlet.wish(room);
        }
        return announced;
    }
}
