package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Workers around one database and one bus, in one thread: each does its next step only when it is told to, and dies,
 * with all that it has in memory, at the point that is foreseen. Points lie before and after everything that it does to
 * database, bus and pages.
 */
final class KillBench {
    static final List<String> ROOMS = List.of("files", "users", "categories");
    static final Dependencies DEPENDENCIES = new Dependencies(ROOMS, Dependencies.DEFAULT);
    private static final HubSettings HUB = new HubSettings(1_000, 100, 64, 2, 2, 2_000);
    private static final RelaySettings RELAY = new RelaySettings(3, 10_000, 5_000, 1_000, 3_000, 2_000, 1_000);
    private static final int HISTORY = 10_000;

    /** Ends a worker in the middle of what it does; nothing in it gets to catch this. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** What a browser's page does: it raises its position by events, and joins again elsewhere when its worker dies. */
    static final class Page {
        final String room;
        Position shown = Position.UNKNOWN;
        /** Told to refetch: up to here it has seen everything, if not as events. */
        long refetchedAt;

        final Set<Long> seen = new TreeSet<>();
        final List<String> faults = new ArrayList<>();

        @Nullable
        Worker worker;

        boolean asked;

        private final int number;

        Page(String room, int number) {
            this.room = room;
            this.number = number;
        }

        /** By number, so that pages stand in the same order in every run. */
        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        private void take(String text, Position truth) {
            String[] said = text.split(" ");
            if (!said[0].equals(room)) {
                // Everybody hears of the room of everybody; its numbers are others.
                return;
            }
            if (said[1].equals("resync")) {
                refetch(truth);
                return;
            }
            long seq = Long.parseLong(said[1]);
            if (seq > shown.seq()) {
                seen.add(seq);
                shown = new Position(truth.epoch(), seq);
            } else if (seq > refetchedAt && !seen.contains(seq)) {
                // What it knows already it may hear again, of a worker that is behind the one that died.
                faults.add("out of order: " + seq + " at " + shown.seq());
            }
        }

        private void refetch(Position truth) {
            refetchedAt = truth.seq();
            shown = truth;
        }
    }

    final AtomicLong ms = new AtomicLong(1_000_000);
    final TimeSource time = new TimeSource(() -> TimeUnit.MILLISECONDS.toNanos(ms.get()), ms::get);
    final LocalBus bus = new LocalBus(HISTORY, time);
    final MemoryTable table = new MemoryTable(ms::get);
    final List<OutboxEvent> committed = new ArrayList<>();
    final List<Page> pages = new ArrayList<>();
    final List<Worker> workers = new ArrayList<>();
    private final UnaryOperator<EventOutbox> flaw;
    private final long killAt;
    /** How many points the first worker has passed. */
    long points;

    /**
     * @param killAt the point at which the first worker dies; 0 for never
     * @param flaw makes of a worker's outbox what the workers use
     */
    KillBench(long killAt, UnaryOperator<EventOutbox> flaw) {
        this.killAt = killAt;
        this.flaw = flaw;
        bus.start(new Everyone());
        ROOMS.forEach(bus::subscribe);
        bus.subscribe(Emission.GLOBAL);
    }

    Worker start() {
        Worker worker = new Worker("worker " + (workers.size() + 1), workers.isEmpty());
        workers.add(worker);
        worker.hub.start();
        return worker;
    }

    /** Lets a worker do something; it may die of it. */
    void let(Worker worker, Runnable deed) {
        try {
            deed.run();
        } catch (Killed killed) {
            worker.dead = true;
            pages.stream().filter(page -> worker.equals(page.worker)).forEach(page -> {
                page.worker = null;
                page.asked = false;
            });
        }
    }

    List<Worker> living() {
        return workers.stream().filter(worker -> !worker.dead).toList();
    }

    Position truth(String room) {
        return bus.positions(List.of(room)).get(room);
    }

    List<Publication> history(String room) {
        return bus.history(room, new Position(truth(room).epoch(), 0)).publications();
    }

    /** Hands on to every worker that can hear. */
    private final class Everyone implements BusListener {
        @Override
        public void onPublication(Publication publication) {
            living().forEach(worker -> worker.line.hear(publication));
        }

        @Override
        public void onSubscribed(String room) {}

        @Override
        public void onState(BusState state) {}

        @Override
        public void onSignal(String message) {}
    }

    /** One worker's core. */
    final class Worker implements Audience<Page>, Executor {
        private final String name;
        private final boolean doomed;
        final Line line = new Line();
        private final Rooms<Page> rooms = new Rooms<>();
        final Hub<Page> hub = new Hub<>(line, rooms, this, this, HUB, signal -> {});
        final OutboxRelay relay;
        private final Deque<Runnable> calls = new ArrayDeque<>();
        boolean dead;

        private Worker(String name, boolean doomed) {
            this.name = name;
            this.doomed = doomed;
            EventOutbox outbox = flaw.apply(new Watched(table.of(name)));
            relay = new OutboxRelay(line, outbox, DEPENDENCIES, hub::resync, time, () -> 0.5, RELAY);
        }

        void point() {
            if (doomed && ++points == killAt) {
                throw new Killed();
            }
        }

        /** A request that changes something: its event is committed with it, or it was never there. */
        void request(String topic, String element, boolean rollback) {
            point();
            OutboxEvent event = table.event(topic, element, "\"" + name + "\"", workers.indexOf(this));
            point();
            if (rollback || table.away) {
                return;
            }
            committed.add(event);
            table.commit(name, event);
            point();
            relay.wake(new Change(topic, Reason.UPDATED, element, null));
            point();
        }

        /** The same, with the event in a transaction of its own: what the outbox is there to avoid. */
        void carelessRequest(String topic, String element, boolean eventFirst) {
            OutboxEvent event = table.event(topic, element, "\"" + name + "\"", workers.indexOf(this));
            List<Runnable> transactions =
                    new ArrayList<>(List.of(() -> committed.add(event), () -> table.commit(name, event)));
            point();
            transactions.remove(eventFirst ? 1 : 0).run();
            point();
            transactions.remove(0).run();
            point();
            relay.wake(new Change(topic, Reason.UPDATED, element, null));
        }

        void join(Page page) {
            page.worker = this;
            page.asked = true;
            Position since = page.shown.equals(Position.UNKNOWN) ? null : page.shown;
            hub.join(page, page.room, since, joined -> {
                point();
                if (!this.equals(page.worker)) {
                    return;
                }
                if (since == null || !joined.recovered()) {
                    page.refetch(truth(page.room));
                }
            });
        }

        boolean call() {
            Runnable call = calls.poll();
            if (call != null) {
                call.run();
            }
            return call != null;
        }

        /** Everything that can happen without time passing. */
        void settle() {
            boolean busy = true;
            while (busy) {
                busy = relay.step() | hub.step() | call() | line.arrive();
            }
        }

        @Override
        public void execute(Runnable call) {
            calls.add(call);
        }

        @Override
        public void send(Page page, Frame frame) {
            point();
            if (this.equals(page.worker)) {
                page.take(frame.text(), truth(page.room));
            }
            point();
        }

        @Override
        public boolean isConnected(Page page) {
            return this.equals(page.worker);
        }

        @Override
        public Iterable<Page> everyone() {
            return pages.stream().filter(this::isConnected).toList();
        }

        @Override
        public Frame encode(Publication publication) {
            return Frame.event(publication.room() + " " + publication.seq(), publication.conflationKey(), List.of());
        }

        @Override
        public Frame resync(List<String> rooms, ResyncReason reason, int withinMs) {
            return Frame.event(rooms.get(0) + " resync", "resync", rooms);
        }

        /** The way to the database: it may be the last that the worker does. */
        private final class Watched implements EventOutbox {
            private final EventOutbox outbox;

            private Watched(EventOutbox outbox) {
                this.outbox = outbox;
            }

            @Override
            public boolean isEmpty() {
                point();
                return outbox.isEmpty();
            }

            @Override
            public List<OutboxEvent> waiting(int atMost, int weight) {
                point();
                return outbox.waiting(atMost, weight);
            }

            @Override
            public void remove(Collection<Long> numbers) {
                point();
                outbox.remove(numbers);
                point();
            }

            @Override
            public int takeOver() {
                point();
                int taken = outbox.takeOver();
                point();
                return taken;
            }

            @Override
            public int giveWay(int most) {
                point();
                return outbox.giveWay(most);
            }
        }

        /** The way to the bus and back. */
        final class Line implements Bus {
            private final Set<String> wanted = new LinkedHashSet<>();
            private final Deque<Runnable> underWay = new ArrayDeque<>();
            private final Set<BusListener> listeners = new HashSet<>();
            boolean cut;
            /** What is published takes effect, but the answer is lost. */
            boolean mute;

            boolean arrive() {
                Runnable message = underWay.poll();
                if (message != null) {
                    message.run();
                }
                return message != null;
            }

            private void hear(Publication publication) {
                if (!cut && wanted.contains(publication.room())) {
                    told(listener -> listener.onPublication(publication));
                }
            }

            private void told(java.util.function.Consumer<BusListener> message) {
                underWay.add(() -> listeners.forEach(message));
            }

            /** The connection is lost, with all that was under way on it. */
            void cut() {
                cut = true;
                underWay.clear();
                told(listener -> listener.onState(BusState.DOWN));
            }

            void restore() {
                cut = false;
                wanted.forEach(room -> told(listener -> listener.onSubscribed(room)));
                told(listener -> listener.onState(BusState.UP));
            }

            private LocalBus whole() {
                if (cut) {
                    throw new BusDownException("cut");
                }
                return bus;
            }

            @Override
            public void start(BusListener listener) {
                listeners.add(listener);
                restore();
            }

            @Override
            public List<Position> publish(List<Emission> emissions) {
                return emissions.stream().map(this::publishOne).toList();
            }

            private Position publishOne(Emission emission) {
                point();
                Position position = whole().publish(emission);
                point();
                if (mute) {
                    throw new BusDownException("no answer");
                }
                return position;
            }

            @Override
            public void subscribe(String room) {
                if (wanted.add(room) && !cut) {
                    told(listener -> listener.onSubscribed(room));
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
            public Map<String, Position> positions(Collection<String> rooms) {
                return whole().positions(rooms);
            }

            @Override
            public void signal(String message) {}

            @Override
            public BusState state() {
                return cut ? BusState.DOWN : BusState.UP;
            }

            @Override
            public void stop() {}
        }
    }
}
