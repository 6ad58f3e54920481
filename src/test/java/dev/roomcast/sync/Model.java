package dev.roomcast.sync;

import dev.roomcast.sync.HubBench.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The small world of {@code MODEL.md}: a bus, one worker's hub, one room, one page, and everything that can happen to them, a
 * step at a time. Each step is one of the core's own: a message of the bus arrives, the hub works through one message, one
 * blocking call runs.
 */
final class Model {
    static final String ROOM = "files";
    /** One event in memory: what was missed is soon a matter of the history. */
    private static final HubSettings SETTINGS = new HubSettings(200, 20, 1, 2, 2, 2_000);

    private static final Digest.Value NOTHING = new Digest().value();

    enum Action {
        PUBLISH,
        DELIVER,
        STEP,
        CALL,
        LIST,
        LIST_ELSEWHERE,
        SHOW,
        JOIN,
        LOSE,
        CUT,
        REPLACE,
        RESTORE,
        TICK
    }

    /**
     * How often things may happen; what is not bounded here follows from these.
     *
     * @param opened whether the page shows its list and is in its room when the exploration begins
     * @param history events that the bus keeps
     * @param elsewhere lists that another worker answers, which hears of everything first
     */
    record Bounds(
            boolean opened,
            int publishes,
            int history,
            int losses,
            int cuts,
            int replacements,
            int ticks,
            int elsewhere) {}

    /** What may have a bug: the way to the bus, and the page. */
    record Parts(UnaryOperator<Bus> between, Supplier<ModelPage> page) {
        static final Parts SOUND = new Parts(bus -> bus, ModelPage::new);
    }

    private final Bounds bounds;
    private final HubBench bench;
    private final ModelPage page;
    private final int[] times = new int[Action.values().length];
    /** What was put into the hub's inbox, in order; with the steps done it determines the hub. */
    private final Digest offered = new Digest();

    private int offers;
    private final List<String> epochs = new ArrayList<>();
    /** The change that an event told of, by its epoch and number. */
    private final Map<Position, Integer> changes = new HashMap<>();
    /** How many changes there were when an epoch began. */
    private final Map<String, Integer> before = new HashMap<>();

    private int published;
    private Page connection;
    private int read;
    private long lastSeq;
    private @Nullable String lastEpoch;
    private Digest.Value result = NOTHING;

    Model(Bounds bounds, Parts parts) {
        this.bounds = bounds;
        this.page = parts.page().get();
        this.bench = new HubBench(
                bounds.history(), SETTINGS, line -> new Noting(parts.between().apply(line)));
        this.connection = bench.page();
        noteEpoch();
        bench.hub.start();
        bench.settle();
        offers = 0;
        if (bounds.opened()) {
            rest();
        }
    }

    List<Action> enabled() {
        List<Action> enabled = new ArrayList<>();
        for (Action action : Action.values()) {
            if (isEnabled(action)) {
                enabled.add(action);
            }
        }
        return enabled;
    }

    private boolean isEnabled(Action action) {
        int done = times[action.ordinal()];
        return switch (action) {
            case PUBLISH -> done < bounds.publishes();
            case DELIVER -> !bench.line.underWay.isEmpty();
            case STEP -> done < offers;
            case CALL -> !bench.calls.isEmpty();
            case LIST -> page.wanted && page.listedAt == null;
            case LIST_ELSEWHERE -> done < bounds.elsewhere() && page.wanted && page.listedAt == null;
            case SHOW -> page.listedAt != null;
            case JOIN -> page.state == ModelPage.State.WANTED;
            case LOSE -> done < bounds.losses() && page.state != ModelPage.State.WANTED;
            case CUT -> done < bounds.cuts() && !bench.line.cut;
            case REPLACE -> done < bounds.replacements() && bench.line.cut;
            case RESTORE -> bench.line.cut;
            case TICK -> done < bounds.ticks();
        };
    }

    void act(Action action) {
        times[action.ordinal()]++;
        switch (action) {
            case PUBLISH -> publish();
            case DELIVER -> bench.line.arrive();
            case STEP -> step();
            case CALL -> call();
            case LIST -> page.list(all(), bench.hub.position(ROOM));
            case LIST_ELSEWHERE -> page.list(all(), truth());
            case SHOW -> page.show();
            case JOIN -> join();
            case LOSE -> lose();
            case CUT -> bench.line.cut();
            case REPLACE -> {
                bench.line.replaceWorld();
                noteEpoch();
            }
            case RESTORE -> bench.line.restore();
            case TICK -> tick();
        }
        hear();
        assertClaim();
    }

    private void publish() {
        Position position = bench.publish(ROOM, "e" + published);
        changes.put(position, published);
        published++;
    }

    private void step() {
        if (!bench.hub.step()) {
            throw new IllegalStateException("the model does not know the hub's inbox");
        }
    }

    private void call() {
        result = NOTHING;
        bench.call();
        offered.add(result.high()).add(result.low());
        offer("call");
    }

    private void join() {
        Position since = page.join();
        Page asking = connection;
        add(offered, since);
        offer("join");
        bench.hub.join(asking, ROOM, since, answer -> {
            if (asking == connection) {
                hear();
                page.joined(answer);
            }
        });
    }

    private void lose() {
        connection.connected = false;
        bench.pages.remove(connection);
        offered.add(times[Action.STEP.ordinal()]);
        offer("leave");
        bench.hub.leaveAll(connection);
        connection = bench.page();
        read = 0;
        lastEpoch = null;
        page.parted();
    }

    private void tick() {
        offered.add(times[Action.STEP.ordinal()]);
        offer("tick");
        bench.hub.tick();
    }

    private void offer(String what) {
        offered.add(what);
        offers++;
    }

    /** Adds a position: epochs are random, but their order is not. */
    private void add(Digest digest, @Nullable Position position) {
        digest.add(position == null ? -1 : position.seq())
                .add(position == null ? -1 : epochs.indexOf(position.epoch()));
    }

    private void noteEpoch() {
        String epoch = truth().epoch();
        epochs.add(epoch);
        before.put(epoch, published);
    }

    private Position truth() {
        return bench.line.world.positions(List.of(ROOM)).get(ROOM);
    }

    /** The page takes what its connection has brought. */
    private void hear() {
        List<Frame> received = connection.received;
        for (; read < received.size(); read++) {
            String text = received.get(read).text();
            if (text.startsWith("resync")) {
                page.resync();
            } else {
                String[] part = text.split("@");
                hear(new Position(part[2], Long.parseLong(part[1])));
            }
        }
    }

    private void hear(Position event) {
        boolean inOrder = !event.epoch().equals(lastEpoch) || event.seq() > lastSeq;
        check(inOrder, "a number did not rise");
        lastEpoch = event.epoch();
        lastSeq = event.seq();
        page.hear(event.seq(), 1L << changes.get(event));
    }

    /** A position that a page holds, while it asks for nothing, never stands for a change that the page does not show. */
    private void assertClaim() {
        Position held = page.position;
        if (held == null || !page.shown || page.wanted || page.listedAt != null) {
            return;
        }
        int until = before.get(held.epoch());
        for (Map.Entry<Position, Integer> change : changes.entrySet()) {
            Position at = change.getKey();
            if (at.epoch().equals(held.epoch()) && at.seq() <= held.seq()) {
                until = Math.max(until, change.getValue() + 1);
            }
        }
        long claimed = (1L << until) - 1;
        check((page.content & claimed) == claimed, "an event was missed in silence");
    }

    /** Lets everything come to an end from here, and says whether the page is right, or knows that it may not be. */
    void settle() {
        if (bench.line.cut) {
            act(Action.RESTORE);
        }
        rest();
        check(page.state == ModelPage.State.JOINED, "a join was never answered");
        check(page.position == null || isRight(), "the page is stale and nothing will tell it");
        tick();
        rest();
        check(truth().equals(bench.hub.positions().get(ROOM)), "the worker stands elsewhere than the bus");
        idleGuard();
        check(isRight(), "the page is stale and takes itself for fresh");
    }

    private void rest() {
        for (List<Action> now = internal(); !now.isEmpty(); now = internal()) {
            act(now.get(0));
        }
    }

    private List<Action> internal() {
        List<Action> internal = new ArrayList<>(enabled());
        internal.retainAll(List.of(Action.DELIVER, Action.STEP, Action.CALL, Action.LIST, Action.SHOW, Action.JOIN));
        return internal;
    }

    private void idleGuard() {
        Position held = page.position == null ? Position.UNKNOWN : page.position;
        if (bench.hub.check(Map.of(ROOM, held.seq()), held.epoch()).stale().contains(ROOM)) {
            page.wanted = true;
            rest();
        }
    }

    private boolean isRight() {
        return page.content == all();
    }

    private long all() {
        return (1L << published) - 1;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Two worlds of the same fingerprint have the same future. */
    Digest.Value fingerprint() {
        Digest print = new Digest();
        print.add(offered.value().high()).add(offered.value().low());
        for (int time : times) {
            print.add(time);
        }
        bench.line.said.forEach(print::add);
        print.add(bench.line.underWay.size())
                .add(bench.calls.size())
                .add(bench.line.cut)
                .add(read);
        page.addTo(print, position -> add(print, position));
        add(print, truth());
        return print.value();
    }

    /** Notes what goes into the hub's inbox and what its blocking calls came back with. Of other rooms than one it says nothing. */
    private final class Noting extends PlantedBugs.Passing {
        private Noting(Bus bus) {
            super(bus);
        }

        @Override
        public void start(BusListener hub) {
            super.start(new BusListener() {
                @Override
                public void onPublication(Publication publication) {
                    add(offered, publication.position());
                    offered.add(publication.previousSeq());
                    offer(publication.eventId());
                    hub.onPublication(publication);
                }

                @Override
                public void onSubscribed(String room) {
                    offer("subscribed " + room);
                    hub.onSubscribed(room);
                }

                @Override
                public void onState(BusState state) {
                    offer(state.name());
                    hub.onState(state);
                }

                @Override
                public void onSignal(String message) {
                    offer(message);
                    hub.onSignal(message);
                }
            });
        }

        @Override
        public void subscribe(String room) {
            if (room.equals(ROOM)) {
                super.subscribe(room);
            }
        }

        @Override
        public History history(String room, Position since) {
            History history = super.history(room, since);
            Digest digest = new Digest()
                    .add(history.recovered())
                    .add(history.publications().size());
            add(digest, since);
            add(digest, history.position());
            history.publications().forEach(publication -> digest.add(publication.eventId()));
            result = digest.value();
            return history;
        }

        @Override
        public Map<String, Position> positions(Collection<String> rooms) {
            Map<String, Position> positions = super.positions(rooms);
            Digest digest = new Digest();
            positions.forEach((room, position) -> add(digest, position));
            result = digest.value();
            return positions;
        }
    }
}
