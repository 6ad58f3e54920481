package dev.roomcast.bus;

import dev.roomcast.sync.Audience;
import dev.roomcast.sync.Bus;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Frame;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.HubSettings;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publication;
import dev.roomcast.sync.ResyncReason;
import dev.roomcast.sync.Rooms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker's hub and the one page that is connected to it. The page notes what it is sent: an event that is a second
 * one, out of order, or behind a hole that nobody told it of, is a complaint.
 */
final class WitnessPage implements Audience<Object> {
    private static final String RESYNC = "resync ";
    private static final String SEPARATOR = "\n";

    private final Object member = new Object();
    private final Hub<Object> hub;
    private final AtomicLong time;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Thread thread;
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    /** When each room was last flagged. */
    private final Map<String, Long> flagged = new ConcurrentHashMap<>();
    /** What the page has; nothing right after a flag, when it asks the database. Of the hub's thread. */
    private final Map<String, Position> shown = new HashMap<>();

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    WitnessPage(Bus bus, AtomicLong time) {
        this.time = time;
        hub = new Hub<>(bus, new Rooms<>(), this, executor, HubSettings.DEFAULT, signal -> {});
        thread = new Thread(hub::run, "hub");
        thread.start();
        hub.start();
    }

    /** Returns once the page is in all of them, at a position that it knows. */
    void join(List<String> rooms) {
        for (String room : rooms) {
            CountDownLatch joined = new CountDownLatch(1);
            Await.until("the page is in " + room, () -> {
                hub.join(member, room, null, answer -> joined.countDown());
                return joined.getCount() == 0;
            });
            Await.until(room + " is followed", () -> hub.positions().containsKey(room));
        }
    }

    void tick() {
        hub.tick();
    }

    boolean standsAt(Map<String, Position> positions) {
        return hub.positions().equals(positions);
    }

    List<String> complaints() {
        return complaints;
    }

    int received() {
        return received.size();
    }

    /** Whether the page got the event, or was told to look again after the event was begun. */
    boolean knows(String id, String room, long begun) {
        return received.contains(id) || flagged.getOrDefault(room, 0L) > begun;
    }

    void stop() {
        hub.stop();
        executor.shutdownNow();
    }

    @Override
    public void send(Object page, Frame frame) {
        String text = frame.text();
        if (text.startsWith(RESYNC)) {
            String room = text.substring(RESYNC.length());
            flagged.put(room, time.incrementAndGet());
            shown.remove(room);
            return;
        }
        String[] part = text.split(SEPARATOR);
        Position event = new Position(part[1], Long.parseLong(part[3]));
        check(part[0], event, Long.parseLong(part[2]), part[4]);
        shown.put(part[0], event);
    }

    private void check(String room, Position event, long previous, String id) {
        Position before = shown.get(room);
        if (before != null && !before.epoch().equals(event.epoch())) {
            complaints.add("a new epoch without a word: " + id);
        } else if (before != null && previous != before.seq()) {
            complaints.add("behind a hole or out of order: " + id);
        }
        if (!received.add(id)) {
            complaints.add("twice: " + id);
        }
    }

    @Override
    public boolean isConnected(Object page) {
        return true;
    }

    @Override
    public Iterable<Object> everyone() {
        return List.of(member);
    }

    @Override
    public Frame encode(Publication publication) {
        String text = String.join(
                SEPARATOR,
                publication.room(),
                publication.epoch(),
                String.valueOf(publication.previousSeq()),
                String.valueOf(publication.seq()),
                publication.eventId());
        return Frame.event(text, publication.conflationKey(), List.of(publication.room()));
    }

    @Override
    public Frame resync(List<String> rooms, ResyncReason reason, int withinMs) {
        return Frame.event(RESYNC + String.join(",", rooms), Emission.RESYNC, rooms);
    }
}
