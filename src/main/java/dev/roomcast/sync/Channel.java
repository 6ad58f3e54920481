package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One room as this worker follows it: where it stands, what is held back while something may be missing, and who waits
 * to come in. Only the hub's thread comes here. Its invariant: while LIVE, everything up to {@code position} was given
 * to {@link Port#deliver} for every member, in order, or the member was told to refetch.
 */
final class Channel<M> {
    private enum Phase {
        /** The subscription is not confirmed: events may pass unheard. */
        SUBSCRIBING,
        /** Subscribed, but something may be missing; events are held until the history was read. */
        FILLING,
        LIVE
    }

    /** What a channel needs done by its hub. */
    interface Port<M> {
        /** Whether the bus is DOWN. */
        boolean isDown();

        /** Reads the history elsewhere; {@link Channel#onHistory} follows, always and exactly once. */
        void readHistory(String room, Position since);

        /** Sends to every member of the room, before anything else is sent or told to any of them. */
        void deliver(String room, Recent.Entry event);

        /** Tells every member of the room to refetch. */
        void resync(String room, ResyncReason reason);

        /** Makes the member one of the room, after what it missed and before its answer. */
        void enter(Join<M> join, List<Recent.Entry> missed, Joined answer);

        /** Says where the room stands, or null when something may be missing. */
        void publishPosition(String room, @Nullable Position position);
    }

    private final String room;
    private final Port<M> port;
    private final HubSettings settings;
    private final Recent recent;
    private final Deque<Publication> held = new ArrayDeque<>();
    private List<Waiting<M>> waiting = new ArrayList<>();
    private Phase phase = Phase.SUBSCRIBING;
    private @Nullable Position position;
    private @Nullable Position reading;
    private boolean readAgain;
    /** The held event that showed a gap: a history read after it came must explain it. */
    private @Nullable Publication unexplained;
    /** Members came in while nothing was known, so they must refetch once something is. */
    private boolean enteredBlind;

    Channel(String room, Port<M> port, HubSettings settings, Recent recent) {
        this.room = room;
        this.port = port;
        this.settings = settings;
        this.recent = recent;
    }

    void join(Join<M> join) {
        if (port.isDown() || waiting.size() >= settings.held()) {
            enterWithoutBus(join);
        } else if (phase != Phase.LIVE || !admit(join)) {
            waiting.add(new Waiting<>(join));
            read();
        }
    }

    /** Forgets the waiting joins of a member. */
    void forget(M member) {
        waiting.removeIf(one -> one.join.member().equals(member));
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Up to where everything was delivered to every member, or the member was told to refetch; null when nothing is known. */
    @Nullable
    Position position() {
        return position;
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    void onSubscribed() {
        fill();
        tellPosition();
    }

    private void fill() {
        phase = Phase.FILLING;
        // A read under way may have looked before that which calls for this one.
        readAgain = reading != null;
        read();
    }

    void onDown() {
        phase = Phase.SUBSCRIBING;
        answerWaiting();
        tellPosition();
    }

    void onUp() {
        read();
    }

    void onTick() {
        waiting.forEach(one -> one.ticks++);
        List<Waiting<M>> late = new ArrayList<>(waiting);
        late.removeIf(one -> one.ticks < settings.joinTicks());
        waiting.removeAll(late);
        late.forEach(one -> enterWithoutBus(one.join));
        read();
    }

    /** Compares with where the bus says that the room stood a moment ago. */
    void compare(Position there) {
        Position here = position;
        if (phase == Phase.LIVE && here != null && (!here.epoch().equals(there.epoch()) || there.seq() > here.seq())) {
            fill();
            tellPosition();
        }
    }

    void onPublication(Publication publication) {
        if (phase == Phase.LIVE) {
            accept(publication);
            tellPosition();
        } else {
            hold(publication);
        }
    }

    private void hold(Publication publication) {
        if (held.size() >= settings.held()) {
            held.clear();
            readAgain |= reading != null;
        }
        held.add(publication);
    }

    private void accept(Publication publication) {
        Position here = Objects.requireNonNull(position);
        boolean sameEpoch = publication.epoch().equals(here.epoch());
        if (sameEpoch && publication.seq() <= here.seq()) {
            return;
        }
        if (sameEpoch && publication.previousSeq() == here.seq()) {
            deliver(publication);
        } else if (publication.equals(unexplained)) {
            giveUpOn(publication, sameEpoch);
        } else {
            unexplained = publication;
            hold(publication);
            fill();
        }
    }

    /** The history was read after this event came and does not lead to it. */
    private void giveUpOn(Publication publication, boolean sameEpoch) {
        if (sameEpoch) {
            lost(publication.position(), ResyncReason.GAP);
        }
        // Of another epoch than the bus is in now: a late message of a life that is over, which a resync has settled.
    }

    private void deliver(Publication publication) {
        position = publication.position();
        port.deliver(room, recent.add(publication));
    }

    private void lost(Position now, ResyncReason reason) {
        position = now;
        recent.reset(now.seq());
        port.resync(room, reason);
    }

    /** Starts the read that is needed most, if any is and none is under way. */
    private void read() {
        if (reading != null || phase == Phase.SUBSCRIBING || port.isDown()) {
            return;
        }
        Position since = phase == Phase.FILLING ? position : null;
        if (since == null && (phase == Phase.FILLING || isAwaited())) {
            since = oldestAwaited();
        }
        if (since != null) {
            reading = since;
            port.readHistory(room, since);
        }
    }

    private Position oldestAwaited() {
        return waiting.stream()
                .map(one -> one.join.since())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(since -> position == null || position.epoch().equals(since.epoch()))
                .min(Comparator.comparingLong(Position::seq))
                .orElse(Position.UNKNOWN);
    }

    /** @param history null when the bus could not be read */
    void onHistory(@Nullable History history) {
        Position since = Objects.requireNonNull(reading);
        reading = null;
        if (history == null) {
            readAgain = false;
            answerWaiting();
        } else if (phase != Phase.SUBSCRIBING) {
            take(since, history);
            settle();
        }
        tellPosition();
    }

    private void take(Position since, History history) {
        if (position == null) {
            seed(since, history);
        } else if (history.recovered()) {
            recent.reachBack(since.seq(), history.publications());
            history.publications().stream()
                    .filter(publication ->
                            publication.seq() > Objects.requireNonNull(position).seq())
                    .forEach(this::deliver);
        } else if (since.equals(position)) {
            boolean sameEpoch = since.epoch().equals(history.position().epoch());
            lost(history.position(), sameEpoch ? ResyncReason.GAP : ResyncReason.EPOCH);
        } else {
            refuseReplay(since);
        }
    }

    private void seed(Position since, History history) {
        position = history.position();
        recent.reset(history.position().seq());
        if (history.recovered()) {
            recent.reachBack(since.seq(), history.publications());
        }
        if (enteredBlind) {
            enteredBlind = false;
            port.resync(room, ResyncReason.GAP);
        }
    }

    /** The history does not reach back to {@code since}, nor to anything before it. */
    private void refuseReplay(Position since) {
        List<Waiting<M>> refused = new ArrayList<>(waiting);
        refused.removeIf(one -> one.join.since() == null || one.join.since().seq() > since.seq());
        waiting.removeAll(refused);
        refused.forEach(one -> enter(one.join, List.of(), false));
    }

    private void settle() {
        if (phase == Phase.FILLING && readAgain) {
            readAgain = false;
            read();
            return;
        }
        phase = Phase.LIVE;
        List<Publication> late = new ArrayList<>(held);
        held.clear();
        late.forEach(this::onPublication);
        if (phase == Phase.LIVE) {
            unexplained = null;
            waiting.removeIf(one -> admit(one.join));
            read();
        }
    }

    private boolean admit(Join<M> join) {
        Position here = Objects.requireNonNull(position);
        Position since = join.since();
        if (since == null) {
            enter(join, List.of(), true);
        } else if (!since.epoch().equals(here.epoch())) {
            enter(join, List.of(), false);
        } else if (recent.reaches(since.seq())) {
            enter(join, recent.after(since.seq()), true);
        } else {
            return false;
        }
        return true;
    }

    private void answerWaiting() {
        List<Waiting<M>> answered = waiting;
        waiting = new ArrayList<>();
        answered.forEach(one -> enterWithoutBus(one.join));
    }

    private void enterWithoutBus(Join<M> join) {
        enteredBlind |= position == null;
        enter(join, List.of(), join.since() == null);
    }

    private void enter(Join<M> join, List<Recent.Entry> missed, boolean recovered) {
        Position here = position == null ? Position.UNKNOWN : position;
        port.enter(join, missed, new Joined(room, here, recovered, missed.size()));
    }

    private void tellPosition() {
        port.publishPosition(room, phase == Phase.LIVE ? position : null);
    }

    private static final class Waiting<M> {
        private final Join<M> join;
        private int ticks;

        private Waiting(Join<M> join) {
            this.join = join;
        }
    }
}
