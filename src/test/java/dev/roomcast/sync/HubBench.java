package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A hub that is driven by hand: its inbox, its blocking calls and what the bus says all advance only when a test
 * says so.
 * The bus is a {@link LocalBus} behind a line that can be cut, delayed and made to lose messages.
 */
final class HubBench implements Audience<HubBench.Page>, Executor {
    static final HubSettings SETTINGS = new HubSettings(200, 20, 4, 2, 2, 2_000);
    static final int HISTORY = 8;

    /** One connection. */
    static final class Page {
        final List<Frame> received = new ArrayList<>();
        final List<Joined> answers = new ArrayList<>();
        /** How many packets came at once, where there were several. */
        final List<Integer> bursts = new ArrayList<>();

        boolean connected = true;

        List<String> texts() {
            return received.stream().map(Frame::text).toList();
        }

        Joined answer() {
            return answers.get(answers.size() - 1);
        }
    }

    final AtomicLong clock = new AtomicLong(1_000);
    final List<Page> pages = new ArrayList<>();
    final Rooms<Page> rooms = new Rooms<>();
    final Deque<Runnable> calls = new ArrayDeque<>();
    final Line line;
    final Hub<Page> hub;
    private final int history;

    HubBench() {
        this(HISTORY, SETTINGS, bus -> bus);
    }

    /**
     * @param history events kept per room
     * @param between stands between the hub and its line to the bus
     */
    HubBench(int history, HubSettings settings, UnaryOperator<Bus> between) {
        this.history = history;
        line = new Line();
        hub = new Hub<>(between.apply(line), rooms, this, this, settings, line.signals::add);
    }

    static HubBench started() {
        HubBench bench = new HubBench();
        bench.hub.start();
        bench.settle();
        return bench;
    }

    Page page() {
        Page page = new Page();
        pages.add(page);
        return page;
    }

    Page joined(String room) {
        Page page = page();
        join(page, room, null);
        settle();
        return page;
    }

    void join(Page page, String room, @Nullable Position since) {
        hub.join(page, room, since, page.answers::add);
    }

    Position publish(String room, String id) {
        return line.world.publish(new Emission(id, room, room + ":changed", Reason.UPDATED, 1, id, "null"));
    }

    /** Everything that can happen happens. */
    void settle() {
        while (hub.step() || call() || line.arrive()) {
            // until nothing is left to do
        }
    }

    /** All that is under way arrives before the hub looks. */
    void arriveTogether() {
        while (line.arrive()) {
            // until nothing is under way
        }
        drain();
    }

    void drain() {
        while (hub.step()) {
            // until the inbox is empty
        }
    }

    /** Runs one blocking call. */
    boolean call() {
        Runnable call = calls.poll();
        if (call != null) {
            call.run();
        }
        return call != null;
    }

    @Override
    public void execute(Runnable call) {
        calls.add(call);
    }

    @Override
    public void send(Page page, Frame frame) {
        page.received.add(frame);
    }

    @Override
    public void send(Page page, FrameBurst frames) {
        page.bursts.add(frames.size());
        page.received.addAll(frames);
    }

    @Override
    public boolean isConnected(Page page) {
        return page.connected;
    }

    @Override
    public Iterable<Page> everyone() {
        return pages.stream().filter(page -> page.connected).toList();
    }

    @Override
    public Frame encode(Publication publication) {
        return Frame.event(
                publication.room() + "@" + publication.seq() + "@" + publication.epoch(),
                publication.conflationKey(),
                List.of(publication.room()));
    }

    @Override
    public Frame resync(List<String> rooms, ResyncReason reason, int withinMs) {
        return Frame.event("resync " + String.join(",", rooms) + " " + reason.wire(), "resync", rooms);
    }

    /** The way to the bus and back. */
    final class Line implements Bus, BusListener {
        LocalBus world = emptyWorld();
        final Deque<Runnable> underWay = new ArrayDeque<>();
        /** Everything that the bus ever sent on the line, in order. */
        final List<String> said = new ArrayList<>();

        final Set<String> wanted = new LinkedHashSet<>();
        final List<String> signals = new ArrayList<>();
        final Map<String, Integer> unsubscribed = new HashMap<>();
        boolean cut;
        boolean deaf;
        private @Nullable BusListener listener;

        /** Lets the oldest message of the bus come to the hub. */
        boolean arrive() {
            Runnable message = underWay.poll();
            if (message != null) {
                message.run();
            }
            return message != null;
        }

        /** The connection is lost, with all that was under way on it. */
        void cut() {
            cut = true;
            underWay.clear();
            world.stop();
            wanted.forEach(world::unsubscribe);
            told("down", () -> listener.onState(BusState.DOWN));
        }

        void restore() {
            cut = false;
            world.start(this);
            wanted.forEach(world::subscribe);
            told("up", () -> listener.onState(BusState.UP));
        }

        /** Another server, empty, stands where the bus was. */
        void replaceWorld() {
            world = emptyWorld();
        }

        private LocalBus emptyWorld() {
            return new LocalBus(history, new TimeSource(clock::get, clock::get));
        }

        private void told(String what, Runnable message) {
            said.add(what);
            underWay.add(message);
        }

        @Override
        public void start(BusListener listener) {
            this.listener = listener;
            restore();
        }

        @Override
        public List<Position> publish(List<Emission> emissions) {
            return whole().publish(emissions);
        }

        private LocalBus whole() {
            if (cut) {
                throw new BusDownException("cut");
            }
            return world;
        }

        @Override
        public void subscribe(String room) {
            wanted.add(room);
            if (!cut && listener != null) {
                world.subscribe(room);
            }
        }

        @Override
        public void unsubscribe(String room) {
            unsubscribed.merge(room, 1, Integer::sum);
            wanted.remove(room);
            world.unsubscribe(room);
        }

        @Override
        public History history(String room, Position since) {
            return whole().history(room, since);
        }

        @Override
        public Map<String, Position> positions(java.util.Collection<String> rooms) {
            return whole().positions(rooms);
        }

        @Override
        public void signal(String message) {
            whole().signal(message);
        }

        @Override
        public BusState state() {
            return cut ? BusState.DOWN : BusState.UP;
        }

        @Override
        public void stop() {
            world.stop();
        }

        @Override
        public void onPublication(Publication publication) {
            if (!deaf) {
                told(publication.eventId(), () -> listener.onPublication(publication));
            }
        }

        @Override
        public void onSubscribed(String room) {
            told("subscribed " + room, () -> listener.onSubscribed(room));
        }

        @Override
        public void onState(BusState state) {
            // The line tells its own state.
        }

        @Override
        public void onSignal(String message) {
            told(message, () -> listener.onSignal(message));
        }
    }
}
