package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what services announce and brings it onto the bus. Offering never blocks; one thread in {@link #run} (or a test
 * in {@link #step}) does the rest. While the bus is down it keeps emissions, tells this worker's pages to refetch, and
 * publishes in order when the bus is back. After a round trip it waits for a millisecond, unless enough for the next one
 * is there; an event that comes later goes out at once. What finds no place becomes a {@code sync:resync} of its rooms on
 * every worker, published as an event, so that nobody misses it either.
 */
public final class Publisher {
    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final long IDLE_MS = 250;
    private static final long BUSY_MS = 50;
    /** Announcements that are published together. */
    private static final int AT_ONCE = 64;
    /** Between two round trips. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Dependencies dependencies;
    private final LongSupplier worker;

    private final TimeSource time;
    private final BlockingQueue<Task> queue;
    /** Rooms of which something was lost; written by whoever offers, emptied by the publisher's thread. */
    private final Set<String> overflowed = ConcurrentHashMap.newKeySet();

    private final Kept kept;
    private final Outlet outlet;
    private final LongAdder lost = new LongAdder();
    /** When the last round trip ended; of the publisher's thread. */
    private long announcedNanos;

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
        this.time = time;
        this.announcedNanos = time.nanoTime().getAsLong() - PACE_NANOS;
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
     *     event is published; in a room that is absent it is kept for later, or gives way to a {@code sync:resync}. Not
     *     called when the offer is refused
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
                Task first = queue.poll(pauseMs(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    gather();
                }
                // With the flag set, a bus would refuse what was gathered.
                interrupted = Thread.interrupted();
                work(first);
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

    /** Announcements that found the queue full, could not be written, or made the bus fail, and became a {@code sync:resync}. */
    public long lost() {
        return lost.sum();
    }

    /** Returns when it is time for the next round trip, at once when there is enough for one. */
    private void gather() {
        for (long rest = restNanos(); rest > 0 && queue.size() < AT_ONCE && goesOn(); rest = restNanos()) {
            LockSupport.parkNanos(rest);
        }
    }

    private long restNanos() {
        return PACE_NANOS - (time.nanoTime().getAsLong() - announcedNanos);
    }

    private boolean goesOn() {
        return !stopped && !Thread.currentThread().isInterrupted();
    }

    private long pauseMs() {
        return kept.isEmpty() && outlet.isQuiet() && overflowed.isEmpty() ? IDLE_MS : BUSY_MS;
    }

    private void work(@Nullable Task first) {
        try {
            if (first != null) {
                announce(batch(first));
                announcedNanos = time.nanoTime().getAsLong();
            }
            catchUp();
            keptNow = kept.size();
            outlet.tellOwnPages();
        } catch (RuntimeException e) {
            // The only publisher must live on.
            LOG.log(System.Logger.Level.WARNING, "the publisher failed", e);
        }
    }

    /** A task, and what waits behind it. */
    private List<Batched> batch(Task first) {
        List<Task> tasks = new ArrayList<>(List.of(first));
        queue.drainTo(tasks, AT_ONCE - 1);
        return tasks.stream().map(task -> new Batched(task, emissions(task))).toList();
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
        Iterator<Position> positions = positions(batch).iterator();
        for (Batched one : batch) {
            Map<String, Position> answer = new HashMap<>();
            for (Emission emission : one.emissions) {
                if (positions.hasNext()) {
                    answer.put(emission.room(), positions.next());
                }
            }
            answer(one.task, answer);
        }
    }

    private static void answer(Task task, Map<String, Position> positions) {
        try {
            task.answer.accept(positions);
        } catch (RuntimeException e) {
            // The others asked, too.
            LOG.log(System.Logger.Level.WARNING, "who asked for the positions of an event failed", e);
        }
    }

    /** Of the first emissions of a batch; those that are not published are kept, or lost. */
    private List<Position> positions(List<Batched> batch) {
        List<Emission> emissions =
                batch.stream().flatMap(one -> one.emissions.stream()).toList();
        try {
            // Behind a kept one they must wait, or the order would be lost.
            List<Position> positions = kept.isEmpty() && !outlet.isDown() ? outlet.attempt(emissions) : List.of();
            for (Emission emission : emissions.subList(positions.size(), emissions.size())) {
                kept.add(emission);
                outlet.wish(emission.room());
            }
            return positions;
        } catch (RuntimeException e) {
            // Nobody knows what went out; the rooms concerned refetch.
            LOG.log(System.Logger.Level.WARNING, "events could not be published", e);
            batch.forEach(one -> lost(one.task));
            return List.of();
        }
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
        boolean announced = false;
        try {
            announced = outlet.attempt(resync) != null;
        } finally {
            if (!announced) {
                overflowed.add(room);
                outlet.wish(room);
            }
        }
        return announced;
    }
}
