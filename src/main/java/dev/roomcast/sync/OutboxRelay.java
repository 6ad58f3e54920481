package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Brings committed events from the outbox onto the bus and removes them once they are published. One thread in
 * {@link #run} (or a test in {@link #step}) does so; a commit wakes it. While the bus is down events wait in the outbox
 * and this worker's pages are told to refetch; afterwards only the newest of each element goes out. Events of workers
 * that have died, or cannot reach the bus, are taken over under their own ids. An event that is published and not
 * removed, because something failed in between, is published again, and the bus knows its id.
 */
public final class OutboxRelay {
    private static final System.Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final long IDLE_MS = 1_000;
    private static final long BUSY_MS = 50;
    private static final long FLUSH_MS = 2_000;
    /** Events that are published together. */
    private static final int AT_ONCE = 32;

    /** At the start the tables may still have to be made. */
    private static final long UNAVAILABLE_MS = 30_000;

    private final EventOutbox outbox;
    private final Dependencies dependencies;
    private final TimeSource time;
    private final RelaySettings settings;
    private final Outlet outlet;
    private final Outage unavailable;

    /** Holds one element while a commit has not been looked after. */
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    /** Rooms of which something was committed; filled by whoever commits, emptied by the relay's thread. */
    private final Set<String> concerned = ConcurrentHashMap.newKeySet();

    /** Who waits for the positions of which event; put and removed by them, asked by the relay's thread. */
    private final Map<String, Consumer<Map<String, Position>>> answers = new ConcurrentHashMap<>();

    private final LongAdder lost = new LongAdder();
    /** Published, and still in the outbox. */
    private final List<Long> published = new ArrayList<>();
    /** The bus was down, and what has gathered since then is not all published: only the newest is worth a word. */
    private boolean behind;
    /** More waits than was read. */
    private boolean crowded;
    /** A commit has said that something waits. */
    private boolean woken;

    private long nextTakeOver;
    private volatile boolean stopped;

    /**
     * @param ownPages tells the pages of this worker to refetch a room: {@link Hub#resync}
     * @param random numbers from 0 to 1, for pauses
     */
    public OutboxRelay(
            Bus bus,
            EventOutbox outbox,
            Dependencies dependencies,
            BiConsumer<String, ResyncReason> ownPages,
            TimeSource time,
            DoubleSupplier random,
            RelaySettings settings) {
        this.outbox = outbox;
        this.dependencies = dependencies;
        this.time = time;
        this.settings = settings;
        this.outlet = new Outlet(
                bus, "committed events", ownPages, time, random, settings.resyncPaceMs(), settings.longestPauseMs());
        this.unavailable = new Outage(time, new Backoff(BUSY_MS, settings.longestPauseMs(), random), UNAVAILABLE_MS);
        this.nextTakeOver = now();
    }

    /** Says that a change has been committed. Never blocks; callable from any thread. */
    public void wake(Change change) {
        concerned.addAll(dependencies.rooms(change.topic(), change.rooms()));
        wakes.offer(true);
    }

    /**
     * Asks to be told where an event stands; before it is committed, or it may be past. Callable from any thread.
     *
     * @param answer called on the relay's thread with the positions of the rooms whose event is published, at each attempt
     *     of which it is part; while the bus is known to be down that is the oldest event only. Not called for an event that
     *     another worker publishes or a newer one replaces. Whoever asks calls {@link #forget} in any case
     */
    public void expect(String eventId, Consumer<Map<String, Position>> answer) {
        answers.put(eventId, answer);
    }

    /** Ends {@link #expect}. */
    public void forget(String eventId) {
        answers.remove(eventId);
    }

    /** Works until {@link #stop}; for one managed thread. */
    public void run() {
        boolean interrupted = false;
        while (!stopped && !interrupted) {
            try {
                woken = wakes.poll(pauseMs(), TimeUnit.MILLISECONDS) != null;
                while (step() && !stopped) {
                    // until nothing waits, or nothing can be done about it
                }
            } catch (InterruptedException e) {
                // By a server that shuts down: what waits still goes out.
                interrupted = true;
            }
        }
        flush();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What remains is in the outbox, for another worker. */
    private void flush() {
        long end = now() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MS);
        while (step() && now() - end < 0) {
            // until nothing waits, or nothing can be done about it
        }
    }

    /** Does what can be done now, without waiting; true when more can be done. For tests, instead of {@link #run}. */
    public boolean step() {
        boolean more = false;
        try {
            more = unavailable.mayTry() && outlet.mayTry() && relay();
        } catch (OutboxUnavailableException e) {
            if (unavailable.failed()) {
                LOG.log(System.Logger.Level.WARNING, "committed events wait in the database: {0}", e.getMessage());
            }
        } catch (RuntimeException e) {
            // The only relay must live on; the pause keeps the log short.
            LOG.log(
                    unavailable.failed() ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    "the relay failed",
                    e);
        }
        tellOwnPages();
        return more;
    }

    /** Ends {@link #run} once what waits is published, if bus and outbox answer. */
    public void stop() {
        stopped = true;
        wakes.offer(true);
    }

    /** Emissions published since the start. */
    public long published() {
        return outlet.published();
    }

    /** Events that gave way to a {@code sync:resync} since the start: too many waited. */
    public long lost() {
        return lost.sum();
    }

    private long pauseMs() {
        boolean quiet = !outlet.isDown() && outlet.isQuiet() && !unavailable.lasts();
        return quiet ? IDLE_MS : BUSY_MS;
    }

    private boolean relay() {
        removePublished();
        if (outlet.isDown() || crowded) {
            lost.add(outbox.giveWay(settings.most()));
        }
        // One is enough to find out whether the bus is back.
        int atMost = outlet.isDown() ? 1 : settings.batch();
        List<OutboxEvent> waiting = waiting(atMost);
        if (unavailable.answered()) {
            LOG.log(System.Logger.Level.INFO, "the outbox can be reached again");
        }
        if (waiting.isEmpty()) {
            // Another worker may have taken what could not be published here.
            outlet.nothingLeft();
        }
        boolean all = publish(behind ? newest(waiting) : waiting);
        removePublished();
        crowded = !all || waiting.size() >= atMost || weight(waiting) >= settings.weight();
        behind = outlet.isDown() || (behind && crowded);
        return crowded && !outlet.isDown();
    }

    private List<OutboxEvent> waiting(int atMost) {
        if (!woken && outbox.isEmpty()) {
            return List.of();
        }
        takeOver();
        return outbox.waiting(atMost, settings.weight());
    }

    private static long weight(List<OutboxEvent> events) {
        return events.stream().mapToLong(OutboxEvent::weight).sum();
    }

    private void takeOver() {
        if (!stopped && outlet.isUp() && now() - nextTakeOver >= 0) {
            nextTakeOver = now() + TimeUnit.MILLISECONDS.toNanos(settings.takeOverMs());
            outbox.takeOver();
        }
    }

    /** The newest of each key; the others are removed at once, so that none of them ever comes behind its successor. */
    private List<OutboxEvent> newest(List<OutboxEvent> events) {
        Map<String, OutboxEvent> newest = new LinkedHashMap<>();
        List<Long> superseded = new ArrayList<>();
        for (OutboxEvent event : events) {
            OutboxEvent older = newest.remove(event.conflationKey());
            if (older != null) {
                superseded.add(older.number());
            }
            newest.put(event.conflationKey(), event);
        }
        if (!superseded.isEmpty()) {
            outbox.remove(superseded);
        }
        return List.copyOf(newest.values());
    }

    /** Publishes, each room's events in order, as long as the bus answers and the batch's time lasts; false when some are left. */
    private boolean publish(List<OutboxEvent> events) {
        long end = now() + TimeUnit.MILLISECONDS.toNanos(settings.batchMs());
        for (int i = 0; i < events.size(); i += AT_ONCE) {
            if (now() - end >= 0) {
                return false;
            }
            List<OutboxEvent> next = events.subList(i, Math.min(i + AT_ONCE, events.size()));
            int done = publishAtOnce(next);
            if (done < next.size()) {
                events.subList(i + done, events.size()).forEach(event -> concerned.addAll(rooms(event)));
                return false;
            }
        }
        return true;
    }

    /**
     * Each in all its rooms; when the bus falls silent half-way, the retry is the same event where it was heard already.
     *
     * @return how many of the first ones are published in all their rooms
     */
    private int publishAtOnce(List<OutboxEvent> events) {
        List<Emission> emissions = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (OutboxEvent event : events) {
            rooms(event).forEach(room -> emissions.add(event.emission(room)));
            ends.add(emissions.size());
        }
        List<Position> positions = outlet.attempt(emissions);
        int done = 0;
        while (done < events.size() && ends.get(done) <= positions.size()) {
            published.add(events.get(done).number());
            done++;
        }
        answer(events, emissions, positions);
        return done;
    }

    private void answer(List<OutboxEvent> events, List<Emission> emissions, List<Position> positions) {
        Map<String, Map<String, Position>> byEvent = new HashMap<>();
        for (int i = 0; i < positions.size(); i++) {
            Emission emission = emissions.get(i);
            byEvent.computeIfAbsent(emission.eventId(), id -> new HashMap<>()).put(emission.room(), positions.get(i));
        }
        for (OutboxEvent event : events) {
            answers.getOrDefault(event.eventId(), nobody -> {}).accept(byEvent.getOrDefault(event.eventId(), Map.of()));
        }
    }

    private List<String> rooms(OutboxEvent event) {
        return dependencies.rooms(event.topic(), event.rooms());
    }

    private void removePublished() {
        if (!published.isEmpty()) {
            outbox.remove(published);
            published.clear();
        }
    }

    private void tellOwnPages() {
        List<String> rooms = List.copyOf(concerned);
        rooms.forEach(concerned::remove);
        if (outlet.isDown()) {
            rooms.forEach(outlet::wish);
        }
        outlet.tellOwnPages();
    }

    private long now() {
        return time.nanoTime().getAsLong();
    }
}
