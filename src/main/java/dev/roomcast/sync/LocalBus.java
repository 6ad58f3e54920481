package dev.roomcast.sync;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bus of a worker that is alone: the same positions, history and replay as over Redis, in memory. Always UP. */
public final class LocalBus implements Bus {
    private static final long IDS_KEPT_MS = 300_000;
    private static final int MOST_IDS = 100_000;

    private final int historyLength;
    private final TimeSource time;
    private final String epoch = UUID.randomUUID().toString();
    private final Map<String, RoomLog> logs = new LinkedHashMap<>();
    private final Set<String> subscribed = new LinkedHashSet<>();
    private @Nullable BusListener listener;

    /** @param historyLength events kept per room */
    public LocalBus(int historyLength, TimeSource time) {
        this.historyLength = historyLength;
        this.time = time;
    }

    @Override
    public synchronized void start(BusListener listener) {
        this.listener = listener;
        subscribed.forEach(listener::onSubscribed);
        listener.onState(BusState.UP);
    }

    @Override
    public synchronized List<Position> publish(List<Emission> emissions) {
        return emissions.stream().map(this::append).toList();
    }

    private Position append(Emission emission) {
        RoomLog log = log(emission.room());
        Long known = log.ids.get(emission.eventId());
        if (known != null) {
            return new Position(epoch, known);
        }
        Publication publication = log.append(emission);
        if (listener != null && subscribed.contains(emission.room())) {
            listener.onPublication(publication);
        }
        return new Position(epoch, publication.seq());
    }

    @Override
    public synchronized void subscribe(String room) {
        if (subscribed.add(room) && listener != null) {
            listener.onSubscribed(room);
        }
    }

    @Override
    public synchronized void unsubscribe(String room) {
        subscribed.remove(room);
    }

    @Override
    public synchronized History history(String room, Position since) {
        RoomLog log = log(room);
        Position now = new Position(epoch, log.last);
        boolean recovered = since.epoch().equals(epoch) && since.seq() >= log.floor;
        return new History(now, recovered, recovered ? log.after(since.seq()) : List.of());
    }

    @Override
    public synchronized Map<String, Position> positions(Collection<String> rooms) {
        Map<String, Position> positions = new LinkedHashMap<>();
        rooms.forEach(room -> positions.put(room, new Position(epoch, log(room).last)));
        return positions;
    }

    @Override
    public synchronized void signal(String message) {
        if (listener != null) {
            listener.onSignal(message);
        }
    }

    @Override
    public BusState state() {
        return BusState.UP;
    }

    @Override
    public synchronized void stop() {
        listener = null;
    }

    private RoomLog log(String room) {
        return logs.computeIfAbsent(room, name -> new RoomLog());
    }

    /** A room's bounded history, and the event ids that it remembers, both oldest first. */
    private final class RoomLog {
        private final Deque<Publication> events = new ArrayDeque<>();
        private final Map<String, Long> ids = new LinkedHashMap<>();
        private long last;
        private long floor;

        private Publication append(Emission emission) {
            // A clock that is set back must not take the numbers back with it.
            long now = time.epochMillis().getAsLong();
            long seq = Math.max(now, last + 1);
            Publication publication = Publication.of(emission, new Position(epoch, seq), last);
            events.add(publication);
            ids.put(emission.eventId(), seq);
            last = seq;
            while (events.size() > historyLength) {
                floor = events.remove().seq();
            }
            forget(Math.min(now - IDS_KEPT_MS, floor));
            return publication;
        }

        /** Forgets ids up to a {@code seq}, and the oldest where there are too many. */
        private void forget(long seq) {
            int most = Math.max(MOST_IDS, historyLength);
            Iterator<Long> oldest = ids.values().iterator();
            while (oldest.hasNext() && (oldest.next() <= seq || ids.size() > most)) {
                oldest.remove();
            }
        }

        private List<Publication> after(long seq) {
            return events.stream()
                    .filter(publication -> publication.seq() > seq)
                    .toList();
        }
    }
}
