package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the hub must remember to recover lost connections. Packets are numbered; each carries as its {@link Offset} where
 * all rooms stand, and since packets are sent in the order of their numbers, whoever received it had been sent everything
 * up to there in every room that it was in by then, or been told to refetch. A packet is sent a little later than it is
 * numbered, when more of its room go out with it; nothing of another room is sent between.
 *
 * <p>A slow client's queue leaves that true. An event that a newer one of its key replaced is made up for by that one,
 * which is replayed when it did not arrive. Events that gave way to a {@code sync:resync} are followed by it: who received
 * anything later received it, and who did not gets the events from the history. Only a {@code sync:resync} of the hub may
 * replace an earlier one and so move behind events sent before; and it stands for what no history has. Hence
 * {@link #flag}: who cannot show to have received the last one of a room is not recovered.
 *
 * <p>Used by the hub's thread only, except {@link #number}.
 */
final class Ledger<M> {
    private final String life;
    private final Function<String, @Nullable Position> positions;
    private final AtomicLong number = new AtomicLong();
    private final List<String> slots = new ArrayList<>();
    private final Map<String, Long> flags = new HashMap<>();
    private final Map<M, Track> tracks = new HashMap<>();
    private int arriving;

    /**
     * @param life names this life of the worker: 1 to 12 small letters and digits, by chance
     * @param positions up to where a room's events were sent, or null
     */
    Ledger(String life, Function<String, @Nullable Position> positions) {
        this.life = life;
        this.positions = positions;
    }

    /** The number of the last packet, which may not be sent yet. From any thread. */
    long number() {
        return number.get();
    }

    /** Gives a room its place in offsets, for good. */
    int slot(String room) {
        int known = slots.indexOf(room);
        if (known < 0) {
            slots.add(room);
        }
        return known < 0 ? slots.size() - 1 : known;
    }

    /** The offset of the next packet: an event of the room, live or replayed. */
    String offset(String room, long seq) {
        List<Long> seqs = new ArrayList<>(slots.size());
        for (String each : slots) {
            seqs.add(each.equals(room) ? seq : here(each));
        }
        return new Offset(life, number.incrementAndGet(), seqs).text();
    }

    private long here(String room) {
        Position position = positions.apply(room);
        return position == null ? Offset.UNKNOWN : position.seq();
    }

    /** The offset of the next packet, a {@code sync:resync} of the room. */
    String flag(String room) {
        String offset = offset(room, here(room));
        flags.put(room, number());
        return offset;
    }

    /** Notes that a member comes into a room, before it is sent what it missed. */
    void enter(M member, Joined answer, @Nullable Position since) {
        Track track = tracks.computeIfAbsent(member, one -> new Track());
        if (!answer.recovered()) {
            // The answer tells it to refetch, and only a later packet can show that it was heard.
            track.floor = number() + 1;
        }
        if (since != null && answer.recovered()) {
            track.entries.put(answer.room(), new Entry(since, number()));
        } else if (since != null || !track.entries.containsKey(answer.room())) {
            // Who is in already and joins again without a position still holds what it held.
            track.entries.put(answer.room(), new Entry(answer.position(), number()));
        }
    }

    /** Notes that a member is reached by {@link Emission#GLOBAL} since before the packet of the number. */
    void present(M member, Position position, long number) {
        tracks.computeIfAbsent(member, one -> new Track())
                .entries
                .put(Emission.GLOBAL, new Entry(position, number - 1));
    }

    /** A recovered member comes in: until {@link #arrived}, what it is sent lies in its buffer, unheard. */
    void arrive(M member) {
        Track track = tracks.computeIfAbsent(member, one -> new Track());
        arriving += track.arriving ? 0 : 1;
        track.arriving = true;
    }

    /** From now on the member hears; all that it was sent so far must be shown to have arrived. */
    void arrived(M member) {
        Track track = tracks.get(member);
        if (track != null && track.arriving) {
            track.arriving = false;
            arriving--;
            track.floor = Math.max(track.floor, track.lastSent);
        }
    }

    /** The last packet was sent to the member. */
    void sent(M member) {
        Track track = arriving == 0 ? null : tracks.get(member);
        if (track != null && track.arriving) {
            track.lastSent = number();
        }
    }

    void leave(M member, String room) {
        Track track = tracks.get(member);
        if (track != null) {
            track.entries.remove(room);
        }
    }

    void forget(M member) {
        Track track = tracks.remove(member);
        arriving -= track != null && track.arriving ? 1 : 0;
    }

    /** Where a member stands now; empty when that is not known. */
    Optional<Standing> standing(M member) {
        Track track = tracks.get(member);
        if (track == null || track.arriving) {
            return Optional.empty();
        }
        long floor = track.floor;
        List<Standing.Place> places = new ArrayList<>(track.entries.size());
        for (Map.Entry<String, Entry> each : track.entries.entrySet()) {
            String room = each.getKey();
            Entry entry = each.getValue();
            Position now = positions.apply(room);
            if (now == null) {
                return Optional.empty();
            }
            long flag = flags.getOrDefault(room, Standing.NONE);
            floor = Math.max(floor, flag > entry.number ? flag : Standing.NONE);
            places.add(new Standing.Place(room, slot(room), entry.position, entry.number, now.epoch()));
        }
        return Optional.of(new Standing(life, floor, places));
    }

    private record Entry(Position position, long number) {}

    private static final class Track {
        private final Map<String, Entry> entries = new HashMap<>(4);
        private long floor = Standing.NONE;
        private long lastSent = Standing.NONE;
        private boolean arriving;
    }
}
