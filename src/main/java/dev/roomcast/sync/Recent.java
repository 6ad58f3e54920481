package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A room's newest events in memory, without a hole, each encoded at most once. Used by the hub's thread only. */
final class Recent {
    private final int capacity;
    private final Function<Publication, Frame> encoder;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long floor;

    Recent(int capacity, Function<Publication, Frame> encoder) {
        this.capacity = capacity;
        this.encoder = encoder;
    }

    /** Forgets everything: from now on it reaches back to {@code floor}. */
    void reset(long floor) {
        entries.clear();
        this.floor = floor;
    }

    /** Appends the next event and forgets the oldest beyond the capacity. */
    Entry add(Publication publication) {
        Entry entry = new Entry(publication);
        entries.add(entry);
        while (entries.size() > capacity) {
            floor = entries.remove().publication.seq();
        }
        return entry;
    }

    /**
     * Reaches further back, above the capacity until the next {@link #add}.
     *
     * @param publications all events after {@code newFloor}, oldest first; those known already are passed over
     */
    void reachBack(long newFloor, List<Publication> publications) {
        if (newFloor >= floor) {
            return;
        }
        List<Publication> older = new ArrayList<>(publications);
        older.removeIf(publication -> publication.seq() > floor);
        for (int i = older.size() - 1; i >= 0; i--) {
            entries.addFirst(new Entry(older.get(i)));
        }
        floor = newFloor;
    }

    /** Whether every event after {@code seq} is here. */
    boolean reaches(long seq) {
        return seq >= floor;
    }

    /** The events after {@code seq}, oldest first. */
    List<Entry> after(long seq) {
        Deque<Entry> after = new ArrayDeque<>();
        for (Iterator<Entry> newest = entries.descendingIterator(); newest.hasNext(); ) {
            Entry entry = newest.next();
            if (entry.publication.seq() <= seq) {
                break;
            }
            after.addFirst(entry);
        }
        return List.copyOf(after);
    }

    /** An event and, once somebody needed it, its packet. */
    final class Entry {
        private final Publication publication;
        private @Nullable Frame frame;

        private Entry(Publication publication) {
            this.publication = publication;
        }

        Publication publication() {
            return publication;
        }

        Frame frame() {
            Frame made = frame;
            if (made == null) {
                made = encoder.apply(publication);
                frame = made;
            }
            return made;
        }
    }
}
