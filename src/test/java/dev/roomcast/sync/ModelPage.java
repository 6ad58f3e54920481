package dev.roomcast.sync;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the browser's side, as {@code js/sync/room.js} has them, for one page that shows one list. What it shows is a
 * set of changes, one bit each; it never knows that set, only its position.
 */
class ModelPage {
    enum State {
        WANTED,
        JOINING,
        JOINED
    }

    State state = State.WANTED;
    /** Up to where the page believes to be right; null when it knows that it may be wrong. */
    @Nullable
    Position position;
    /** The page will ask for its list. */
    boolean wanted = true;
    /** The list answer that is under way to it: the changes in it, and the position that it carries. */
    long listed;

    @Nullable
    Position listedAt;

    boolean shown;
    long content;

    private @Nullable String stream;
    private long heard;
    private long handled;
    private @Nullable Position asked;
    private boolean arrived;
    private boolean mayShow;
    private @Nullable Position blind;

    /** The list is asked for: it will contain these changes. */
    void list(long changes, Position at) {
        wanted = false;
        listed = changes;
        listedAt = at;
    }

    /** The list answer arrives. */
    void show() {
        Position at = listedAt;
        content = listed;
        shown = true;
        listedAt = null;
        place(at == null || at.epoch().isEmpty() ? null : at);
        mayShow = true;
        if (blind != null && position != null) {
            wanted |= !covers(position, blind);
            blind = null;
        }
    }

    /** A list answer replaces the position. */
    void place(@Nullable Position at) {
        position = at;
    }

    /** The position to join with, or null. */
    @Nullable
    Position join() {
        state = State.JOINING;
        asked = position;
        arrived = false;
        if (stream == null) {
            unhear();
        }
        if (asked != null) {
            follow(asked.epoch());
        }
        return asked;
    }

    void joined(Joined answer) {
        Position held = position;
        Position now = answer.position().epoch().isEmpty() ? null : answer.position();
        boolean inDoubt = mayShow;
        state = State.JOINED;
        mayShow = true;
        follow(answer.position().epoch());
        if (asked != null && answer.recovered()) {
            wanted |= answer.missed() > 0 && !arrived;
        } else if (held == null || held.equals(asked) || !covers(held, answer.position())) {
            position = now;
            wanted |= asked != null || held != null || inDoubt;
            blind = wanted ? blind : answer.position();
        }
    }

    /** The page's connection is lost. */
    void parted() {
        mayShow |= state == State.JOINING;
        state = State.WANTED;
    }

    void resync() {
        position = null;
        stream = null;
        unhear();
        arrived = true;
        wanted = true;
    }

    /**
     * An event arrives.
     *
     * @param change its change, one bit
     */
    void hear(long seq, long change) {
        arrived = true;
        boolean fresh = seq > heard;
        boolean contained = comparable() && seq <= position.seq();
        heard = Math.max(heard, seq);
        if (fresh && !contained) {
            handle(seq, change);
        }
    }

    private void handle(long seq, long change) {
        if ((handled & change) != 0) {
            throw new AssertionError("an event was handled twice");
        }
        handled |= change;
        // Its handler fetches: behind a list that is under way, or at once, which is told here by the change alone.
        wanted |= listedAt != null;
        content |= change;
        if (comparable()) {
            position = new Position(position.epoch(), seq);
        }
    }

    /** Whether the numbers of events say something about the position. */
    boolean comparable() {
        return position != null && position.epoch().equals(stream);
    }

    private void follow(String epoch) {
        if (stream != null && !stream.equals(epoch)) {
            unhear();
        }
        stream = epoch.isEmpty() ? null : epoch;
    }

    /** Only where numbers cannot be compared any more may an event come a second time. */
    private void unhear() {
        heard = 0;
        handled = 0;
    }

    private static boolean covers(Position held, Position other) {
        return held.epoch().equals(other.epoch()) && held.seq() >= other.seq();
    }

    /** Adds all that its future depends on. */
    void addTo(Digest print, Consumer<@Nullable Position> positions) {
        print.add(state).add(wanted).add(shown).add(arrived).add(mayShow);
        print.add(listed).add(content).add(heard).add(handled);
        positions.accept(position);
        positions.accept(listedAt);
        positions.accept(asked);
        positions.accept(blind);
        positions.accept(stream == null ? null : new Position(stream, 0));
    }
}
