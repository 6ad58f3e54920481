package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the bus's events to this worker's connections, each room in order and without a hole. An actor: public methods
 * only leave a message, and one thread in {@link #run} (or a test in {@link #step}) works through them, so nothing in
 * here is locked. Whatever may block runs on the executor and comes back as a message. Events of one room that wait one
 * behind the other go to each member together; none waits for another to come.
 *
 * @param <M> the members of rooms: connections
 */
public final class Hub<M> implements BusListener {
    private static final System.Logger LOG = System.getLogger(Hub.class.getName());
    /** Bounds of what goes out in one write. */
    private static final int BURST_FRAMES = 16;

    private static final int BURST_BYTES = 32 * 1024;

    private final Bus bus;
    private final Rooms<M> rooms;
    private final Audience<M> audience;
    private final Executor executor;
    private final HubSettings settings;
    private final Consumer<String> signals;

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Map<String, Channel<M>> channels = new HashMap<>();
    /** How many ticks ago a channel's last member left. */
    private final Map<String, Integer> emptyTicks = new HashMap<>();

    private final Channel.Port<M> port = new ChannelPort();
    /** Null when lost connections are not recovered. */
    private final @Nullable Ledger<M> ledger;

    /** Positions of the rooms in which nothing is missing, for other threads. */
    private final Map<String, Position> live = new ConcurrentHashMap<>();

    private final AtomicBoolean ticking = new AtomicBoolean();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder timesUp = new LongAdder();
    /** Written by the hub's thread, read by all. */
    private volatile BusState state = BusState.DOWN;

    private volatile boolean ready;
    private volatile boolean stopped;
    private boolean comparing;
    /** Of which room events wait to go out in one write to each member; while that is so, the next message is an event, too. */
    private @Nullable String burstRoom;

    private final List<Frame> burst = new ArrayList<>();
    private int burstBytes;
    /** The room's position, to be told once they are out. */
    private @Nullable Position burstPosition;

    /**
     * @param rooms who is where; only the hub adds members to synchronised rooms
     * @param executor runs the bus's blocking calls
     * @param signals hears {@link Bus#signal}, on the hub's thread
     */
    public Hub(
            Bus bus,
            Rooms<M> rooms,
            Audience<M> audience,
            Executor executor,
            HubSettings settings,
            Consumer<String> signals) {
        this(bus, rooms, audience, executor, settings, signals, null);
    }

    /**
     * The same, with members that can be recovered when they were lost.
     *
     * @param life names this life of the worker in offsets: 1 to 12 small letters and digits, by chance; null when
     *     nobody is recovered and events carry no offset
     */
    public Hub(
            Bus bus,
            Rooms<M> rooms,
            Audience<M> audience,
            Executor executor,
            HubSettings settings,
            Consumer<String> signals,
            @Nullable String life) {
        this.bus = bus;
        this.rooms = rooms;
        this.audience = audience;
        this.executor = executor;
        this.settings = settings;
        this.signals = signals;
        this.ledger = life == null ? null : new Ledger<>(life, this::sentUpTo);
    }

    private @Nullable Position sentUpTo(String room) {
        Channel<M> channel = channels.get(room);
        return channel == null ? null : channel.position();
    }

    /** Starts the bus and follows {@link Emission#GLOBAL}. The thread for {@link #run} may start before or after. */
    public void start() {
        inbox.add(() -> channel(Emission.GLOBAL));
        bus.start(this);
    }

    /** Ends {@link #run}. The bus is to be stopped before. */
    public void stop() {
        stopped = true;
        inbox.add(() -> {});
    }

    /** Works until {@link #stop}; for one managed thread. */
    public void run() {
        while (!stopped) {
            try {
                work(inbox.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Works through one message; false when there was none. For tests, instead of {@link #run}. */
    public boolean step() {
        Runnable message = inbox.poll();
        if (message != null) {
            work(message);
        }
        return message != null;
    }

    private void work(Runnable message) {
        guard(message);
        if (!(inbox.peek() instanceof Hub<?>.Heard)) {
            guard(this::endBurst);
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // One member's or one message's failure must not end the worker's only hub.
            failures.increment();
            LOG.log(System.Logger.Level.WARNING, "the hub failed on a message", e);
        }
    }

    private boolean offer(Runnable message) {
        if (inbox.size() >= settings.inbox()) {
            dropped.increment();
            return false;
        }
        return inbox.add(message);
    }

    /**
     * Brings a member into a room. What it missed since {@code since} is sent to it before the answer.
     *
     * @param since the position it holds, or null
     * @param answer called once, on the hub's thread, within some ticks at the latest
     * @return false when the worker is overloaded and nothing will follow
     */
    public boolean join(M member, String room, @Nullable Position since, Consumer<Joined> answer) {
        return offer(() -> channel(room).join(new Join<>(member, since, answer)));
    }

    /** Takes a member out of a room. */
    public void leave(M member, String room) {
        inbox.add(() -> remove(member, room));
    }

    /** Takes a member that has closed out of all rooms. */
    public void leaveAll(M member) {
        inbox.add(() -> {
            channels.keySet().forEach(room -> remove(member, room));
            if (ledger != null) {
                ledger.forget(member);
            }
        });
    }

    /** To be called for each new member before anything can be sent to it, when lost ones are recovered. */
    public void present(M member) {
        Ledger<M> remembering = ledger;
        if (remembering != null) {
            // The number first: an event between the two then counts as received when the member shows it.
            long number = remembering.number();
            Position position = live.getOrDefault(Emission.GLOBAL, Position.UNKNOWN);
            inbox.add(() -> remembering.present(member, position, number));
        }
    }

    /**
     * Tells where a lost member stood; to be called before {@link #leaveAll}.
     *
     * @param answer called on the hub's thread, unless that is not known
     */
    public void standing(M member, Consumer<Standing> answer) {
        inbox.add(() -> {
            if (ledger != null) {
                ledger.standing(member).ifPresent(answer);
            }
        });
    }

    /**
     * Brings a member that was lost into its rooms again, after all that it missed.
     *
     * @param held its position in each room, as {@link Standing#positions}
     * @param answer called on the hub's thread with whether all is recovered; otherwise the member is to be let go by
     *     {@link #leaveAll}. Never called when the member closes meanwhile
     */
    public void restore(M member, Map<String, Position> held, Consumer<Boolean> answer) {
        inbox.add(() -> {
            if (ledger != null) {
                ledger.arrive(member);
            }
            new Restoration<>(this, member, held, answer).next();
        });
    }

    void arrived(M member) {
        if (ledger != null) {
            ledger.arrived(member);
        }
    }

    /** Runs a short task on the hub's thread, behind everything that was left there before. */
    public void afterAll(Runnable task) {
        inbox.add(task);
    }

    private void remove(M member, String room) {
        rooms.leave(room, member);
        Channel<M> channel = channels.get(room);
        if (channel != null) {
            channel.forget(member);
        }
        if (ledger != null) {
            ledger.leave(member, room);
        }
    }

    /** Tells the room's members on this worker to refetch. */
    public void resync(String room, ResyncReason reason) {
        inbox.add(() -> port.resync(room, reason));
    }

    /**
     * To be called every two seconds or so: compares positions with the bus, reads again what could not be read,
     * unsubscribes rooms that stay empty. A tick that comes while the former one waits is left out.
     */
    public void tick() {
        if (ticking.compareAndSet(false, true)) {
            inbox.add(this::onTick);
        }
    }

    /**
     * Which of the rooms a page should refetch. From memory; callable from any thread.
     *
     * @param held the {@code seq} that the page holds for each room
     * @param epoch the epoch it holds them in, or null if it does not say
     */
    public Freshness check(Map<String, Long> held, @Nullable String epoch) {
        boolean down = state == BusState.DOWN;
        Set<String> stale = new TreeSet<>();
        Map<String, Position> positions = new LinkedHashMap<>();
        held.forEach((room, seq) -> {
            Position here = live.get(room);
            if (here != null) {
                positions.put(room, here);
            }
            if (down || here == null || here.seq() != seq || (epoch != null && !epoch.equals(here.epoch()))) {
                stale.add(room);
            }
        });
        return new Freshness(stale, positions);
    }

    /**
     * Where a room stands, to be read before the data of a list answer; {@link Position#UNKNOWN} when nobody can say.
     * Callable from any thread; asks the bus, within its timeout, about a room that nobody follows here.
     */
    public Position position(String room) {
        if (state == BusState.DOWN) {
            return Position.UNKNOWN;
        }
        Position here = live.get(room);
        return here != null ? here : newest(room);
    }

    /**
     * Where a room stands on the bus, which is ahead of {@link #position} while an event is on its way to the members here;
     * {@link Position#UNKNOWN} when nobody can say. Callable from any thread; blocks within the bus's timeout.
     */
    public Position newest(String room) {
        if (state == BusState.DOWN) {
            return Position.UNKNOWN;
        }
        try {
            return bus.positions(List.of(room)).getOrDefault(room, Position.UNKNOWN);
        } catch (BusDownException e) {
            return Position.UNKNOWN;
        }
    }

    /** As the bus last said, in order with its events. */
    public BusState state() {
        return state;
    }

    /** How often the bus has come up: each time what was signalled before may have been missed. */
    public long timesUp() {
        return timesUp.sum();
    }

    /** Whether the first subscription has ever stood. */
    public boolean isReady() {
        return ready;
    }

    /** The rooms that are followed without a hole right now, and where they stand. */
    public Map<String, Position> positions() {
        return Map.copyOf(live);
    }

    /** Packets handed to connections since the start. */
    public long delivered() {
        return delivered.sum();
    }

    /** Messages dropped because the inbox was full; events among them were filled from the history. */
    public long dropped() {
        return dropped.sum();
    }

    /** Messages that failed, and sends that threw. */
    public long failures() {
        return failures.sum();
    }

    @Override
    public void onPublication(Publication publication) {
        offer(new Heard(publication));
    }

    /** An event of the bus, told from other messages: those that wait one behind the other go out together. */
    private final class Heard implements Runnable {
        private final Publication publication;

        private Heard(Publication publication) {
            this.publication = publication;
        }

        @Override
        public void run() {
            Channel<M> channel = channels.get(publication.room());
            if (channel != null) {
                channel.onPublication(publication);
            }
        }
    }

    /** Sends what waits, if anything does. Before anything else is sent or told, or the order would be lost. */
    private void endBurst() {
        String room = burstRoom;
        if (room == null) {
            return;
        }
        List<Frame> frames = burst.size() == 1 ? List.of(burst.get(0)) : new FrameBurst(burst);
        Position position = burstPosition;
        burstRoom = null;
        burst.clear();
        burstBytes = 0;
        burstPosition = null;
        for (M member : members(room)) {
            send(member, frames);
        }
        if (position != null) {
            live.put(room, position);
        }
    }

    @Override
    public void onSubscribed(String room) {
        inbox.add(() -> {
            Channel<M> channel = channels.get(room);
            if (channel != null) {
                channel.onSubscribed();
            }
        });
    }

    @Override
    public void onState(BusState now) {
        inbox.add(() -> {
            state = now;
            timesUp.add(now == BusState.UP ? 1 : 0);
            channels.values().forEach(now == BusState.DOWN ? Channel::onDown : Channel::onUp);
        });
    }

    @Override
    public void onSignal(String message) {
        inbox.add(() -> signals.accept(message));
    }

    private Channel<M> channel(String room) {
        emptyTicks.remove(room);
        Channel<M> known = channels.get(room);
        if (known != null) {
            return known;
        }
        Channel<M> created = new Channel<>(room, port, settings, new Recent(settings.recent(), this::encode));
        channels.put(room, created);
        if (ledger != null) {
            ledger.slot(room);
        }
        bus.subscribe(room);
        return created;
    }

    private Frame encode(Publication publication) {
        return publication.name().equals(Emission.RESYNC)
                ? audience.resync(List.of(publication.room()), ResyncReason.OVERFLOW, settings.resyncWithinMs())
                : audience.encode(publication);
    }

    /** The packet of an event: shared by all when it carries no offset, and made anew otherwise, since the rooms move on. */
    private Frame frame(String room, Recent.Entry event) {
        if (ledger == null) {
            return event.frame();
        }
        Publication publication = event.publication();
        String offset = ledger.offset(room, publication.seq());
        return publication.name().equals(Emission.RESYNC)
                ? audience.resync(List.of(room), ResyncReason.OVERFLOW, settings.resyncWithinMs(), offset)
                : audience.encode(publication, offset);
    }

    private Frame resyncFrame(String room, ResyncReason reason) {
        return ledger == null
                ? audience.resync(List.of(room), reason, settings.resyncWithinMs())
                : audience.resync(List.of(room), reason, settings.resyncWithinMs(), ledger.flag(room));
    }

    private void onTick() {
        ticking.set(false);
        new ArrayList<>(channels.keySet()).forEach(this::endIfEmpty);
        channels.values().forEach(Channel::onTick);
        compare();
    }

    private void endIfEmpty(String room) {
        Channel<M> channel = channels.get(room);
        boolean awaited = channel != null && channel.isAwaited();
        if (awaited || room.equals(Emission.GLOBAL) || !rooms.members(room).isEmpty()) {
            emptyTicks.remove(room);
        } else if (emptyTicks.merge(room, 1, Integer::sum) > settings.graceTicks()) {
            emptyTicks.remove(room);
            channels.remove(room);
            live.remove(room);
            bus.unsubscribe(room);
        }
    }

    private void compare() {
        List<String> followed = new ArrayList<>(live.keySet());
        if (comparing || followed.isEmpty() || state == BusState.DOWN) {
            return;
        }
        comparing = true;
        call(() -> bus.positions(followed), this::onPositions);
    }

    private void onPositions(@Nullable Map<String, Position> there) {
        comparing = false;
        if (there != null) {
            there.forEach((room, position) -> {
                Channel<M> channel = channels.get(room);
                if (channel != null) {
                    channel.compare(position);
                }
            });
        }
    }

    /** Runs a blocking call elsewhere; its result, or null when it failed, comes back as a message. */
    private <T> void call(Supplier<T> blocking, Consumer<@Nullable T> then) {
        try {
            executor.execute(() -> {
                T result = null;
                try {
                    result = blocking.get();
                } catch (BusDownException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the bus did not answer", e);
                } finally {
                    T got = result;
                    inbox.add(() -> then.accept(got));
                }
            });
        } catch (RejectedExecutionException e) {
            inbox.add(() -> then.accept(null));
        }
    }

    /** @param frames of one room */
    private void send(M member, List<Frame> frames) {
        try {
            if (frames instanceof FrameBurst together) {
                audience.send(member, together);
            } else {
                frames.forEach(frame -> audience.send(member, frame));
            }
            delivered.add(frames.size());
            if (ledger != null) {
                ledger.sent(member);
            }
        } catch (RuntimeException e) {
            // The next member must not pay for this one.
            failures.increment();
        }
    }

    private Iterable<M> members(String room) {
        return room.equals(Emission.GLOBAL) ? audience.everyone() : rooms.members(room);
    }

    private final class ChannelPort implements Channel.Port<M> {
        @Override
        public boolean isDown() {
            return state == BusState.DOWN;
        }

        @Override
        public void readHistory(String room, Position since) {
            Channel<M> asking = channels.get(room);
            Hub.this.<History>call(() -> bus.history(room, since), history -> {
                // A channel that was ended and begun anew must not hear what its predecessor asked.
                if (asking != null && asking.equals(channels.get(room))) {
                    asking.onHistory(history);
                }
            });
        }

        @Override
        public void deliver(String room, Recent.Entry event) {
            if (!room.equals(burstRoom) || burst.size() >= BURST_FRAMES || burstBytes >= BURST_BYTES) {
                // Of one room only: an offset says of all others that everything up to it was sent.
                endBurst();
            }
            if (members(room).iterator().hasNext()) {
                Frame frame = frame(room, event);
                burst.add(frame);
                burstBytes += frame.bytes();
                burstRoom = room;
            }
            if (room.equals(Emission.GLOBAL)) {
                // Who is presented now is a member at once: only one packet may be numbered and not sent.
                endBurst();
            }
        }

        @Override
        public void resync(String room, ResyncReason reason) {
            endBurst();
            List<Frame> frame = List.of(resyncFrame(room, reason));
            for (M member : members(room)) {
                send(member, frame);
            }
        }

        @Override
        public void enter(Join<M> join, List<Recent.Entry> missed, Joined answer) {
            endBurst();
            if (!audience.isConnected(join.member())) {
                return;
            }
            if (!answer.room().equals(Emission.GLOBAL)) {
                rooms.join(answer.room(), join.member());
            }
            if (ledger != null) {
                ledger.enter(join.member(), answer, join.since());
            }
            missed.forEach(event -> send(join.member(), List.of(frame(answer.room(), event))));
            join.answer().accept(answer);
        }

        @Override
        public void publishPosition(String room, @Nullable Position position) {
            if (room.equals(burstRoom)) {
                burstPosition = position;
            } else if (position != null) {
                live.put(room, position);
            }
            if (position == null) {
                live.remove(room);
            } else {
                ready = true;
            }
        }
    }
}
