package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Several workers on one bus, driven by hand, whose connections have real outbound queues and can be lost and recovered on
 * any worker.
 */
final class RecoveryBench {
    static final int HISTORY = 8;
    private static final HubSettings SETTINGS = new HubSettings(200, 20, 4, 2, 2, 2_000);
    private static final int QUEUE = 3;

    final AtomicLong clock = new AtomicLong(1_000);
    final List<Worker> workers = new ArrayList<>();
    final LostConnections states = new LocalLostConnections(1_000, 1_000_000, new TimeSource(clock::get, clock::get));
    /** What the database says: the newest event of each element, by room. */
    private final Map<String, Map<String, String>> truth = new HashMap<>();

    private LocalBus world = new LocalBus(HISTORY, new TimeSource(clock::get, clock::get));
    private int events;

    RecoveryBench(int howMany) {
        for (int i = 0; i < howMany; i++) {
            workers.add(new Worker("life" + i));
        }
        world.start(new FanOut());
        workers.forEach(worker -> worker.hub.start());
        settle();
    }

    /** A change of an element of a room: in the database, and on the bus. */
    Position publish(String room, String element) {
        Position position = world.publish(
                new Emission("e" + events++, room, room + ":changed", Reason.UPDATED, 1, element, "null"));
        truth.computeIfAbsent(room, name -> new HashMap<>()).put(element, position.epoch() + position.seq());
        return position;
    }

    Map<String, String> truth(String room) {
        return new HashMap<>(truth.getOrDefault(room, Map.of()));
    }

    /** The bus begins anew, empty; all workers must be cut off. */
    void replaceWorld() {
        world.stop();
        world = new LocalBus(HISTORY, new TimeSource(clock::get, clock::get));
        world.start(new FanOut());
    }

    void settle() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Worker worker : workers) {
                moved |= worker.hub.step() | worker.call() | worker.arrive();
            }
        }
    }

    private final class FanOut implements BusListener {
        @Override
        public void onPublication(Publication publication) {
            workers.forEach(worker -> worker.heard(publication));
        }

        @Override
        public void onSubscribed(String room) {
            // Each worker tells that itself.
        }

        @Override
        public void onState(BusState state) {
            // As above.
        }

        @Override
        public void onSignal(String message) {
            // Nobody signals.
        }
    }

    /** One connection: what it is sent waits in its queue until the test lets it arrive. */
    final class Connection {
        final OutboundQueue queue = new OutboundQueue(
                QUEUE,
                1_000_000,
                rooms -> Frame.event("resync " + String.join(",", rooms), "resync\n" + rooms, List.copyOf(rooms)));
        final List<Frame> held = new ArrayList<>();
        boolean holding;

        @Nullable
        String pid;

        boolean connected = true;

        void send(Frame frame) {
            if (holding) {
                held.add(frame);
            } else if (connected) {
                queue.offer(frame);
            }
        }

        void release() {
            holding = false;
            held.forEach(queue::offer);
            held.clear();
        }
    }

    /** A hub and its line to the bus. */
    final class Worker implements Bus, Audience<Connection> {
        final Hub<Connection> hub;
        final Rooms<Connection> rooms = new Rooms<>();
        final List<Connection> everyone = new ArrayList<>();
        boolean deaf;
        boolean cut;
        private final Deque<Runnable> underWay = new ArrayDeque<>();
        private final Deque<Runnable> calls = new ArrayDeque<>();
        private final Set<String> wanted = new LinkedHashSet<>();

        Worker(String life) {
            hub = new Hub<>(this, rooms, this, calls::add, SETTINGS, signal -> {}, life);
        }

        boolean call() {
            Runnable call = calls.poll();
            if (call != null) {
                call.run();
            }
            return call != null;
        }

        boolean arrive() {
            Runnable message = underWay.poll();
            if (message != null) {
                message.run();
            }
            return message != null;
        }

        void cut() {
            cut = true;
            underWay.clear();
            underWay.add(() -> hub.onState(BusState.DOWN));
        }

        void restore() {
            cut = false;
            wanted.forEach(room -> underWay.add(() -> hub.onSubscribed(room)));
            underWay.add(() -> hub.onState(BusState.UP));
        }

        private void heard(Publication publication) {
            if (!cut && !deaf && wanted.contains(publication.room())) {
                underWay.add(() -> hub.onPublication(publication));
            }
        }

        private LocalBus whole() {
            if (cut) {
                throw new BusDownException("cut");
            }
            return world;
        }

        @Override
        public void start(BusListener listener) {
            restore();
        }

        @Override
        public List<Position> publish(List<Emission> emissions) {
            return whole().publish(emissions);
        }

        @Override
        public void subscribe(String room) {
            wanted.add(room);
            world.subscribe(room);
            if (!cut) {
                underWay.add(() -> hub.onSubscribed(room));
            }
        }

        @Override
        public void unsubscribe(String room) {
            wanted.remove(room);
        }

        @Override
        public History history(String room, Position since) {
            return whole().history(room, since);
        }

        @Override
        public Map<String, Position> positions(Collection<String> asked) {
            return whole().positions(asked);
        }

        @Override
        public void signal(String message) {
            throw new BusDownException("nobody signals");
        }

        @Override
        public BusState state() {
            return cut ? BusState.DOWN : BusState.UP;
        }

        @Override
        public void stop() {
            cut = true;
        }

        @Override
        public void send(Connection member, Frame frame) {
            member.send(frame);
        }

        @Override
        public boolean isConnected(Connection member) {
            return member.connected;
        }

        @Override
        public Iterable<Connection> everyone() {
            return new HashSet<>(everyone);
        }

        @Override
        public Frame encode(Publication publication) {
            throw new AssertionError("an event without an offset");
        }

        @Override
        public Frame encode(Publication publication, String offset) {
            String element = publication
                    .conflationKey()
                    .substring(publication.conflationKey().lastIndexOf('\n') + 1);
            String text = "event " + publication.room() + " " + element + " " + publication.epoch() + " "
                    + publication.seq() + " " + offset;
            return Frame.event(text, publication.conflationKey(), List.of(publication.room()));
        }

        @Override
        public Frame resync(List<String> told, ResyncReason reason, int withinMs) {
            throw new AssertionError("a resync without an offset");
        }

        @Override
        public Frame resync(List<String> told, ResyncReason reason, int withinMs, String offset) {
            return Frame.event("resync " + String.join(",", told) + " " + offset, "resync\n" + told, told);
        }
    }

    /** Loses a connection, as the worker sees it: its state is kept under the pid. */
    void lose(Worker worker, Connection connection, String pid) {
        connection.connected = false;
        worker.everyone.remove(connection);
        worker.hub.standing(connection, standing -> states.keep(Lost.of(pid, "sid", Visitor.ANONYMOUS, standing)));
        worker.hub.leaveAll(connection);
    }

    /** The positions that the client held, if they can still be said. */
    @Nullable
    Map<String, Position> take(String pid, @Nullable String offset) {
        return states.take(pid)
                .flatMap(lost -> Lost.read(pid, lost.text()))
                .flatMap(lost -> lost.standing().positions(Offset.read(offset).orElse(null)))
                .orElse(null);
    }
}
