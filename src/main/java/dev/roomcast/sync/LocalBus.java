package dev.roomcast.sync;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bus of a worker that is alone: the same positions, history and replay as over Redis, in memory. Always UP. */
public final class LocalBus implements Bus {
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
    public synchronized Position publish(Emission emission) {
        RoomLog log = log(emission.room());
        Publication known = log.events.get(emission.eventId());
        if (known != null) {
            return new Position(epoch, known.seq());
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

    /** A room's bounded history by event id, oldest first. */
    private final class RoomLog {
        private final Map<String, Publication> events = new LinkedHashMap<>();
        private long last;
        private long floor;

        private Publication append(Emission emission) {
            // A clock that is set back must not take the numbers back with it.
            long seq = Math.max(time.epochMillis().getAsLong(), last + 1);
            Publication publication = Publication.of(emission, new Position(epoch, seq), last);
            events.put(emission.eventId(), publication);
            last = seq;
            var oldest = events.values().iterator();
            while (events.size() > historyLength) {
                floor = oldest.next().seq();
                oldest.remove();
            }
            return publication;
        }

        private List<Publication> after(long seq) {
            return events.values().stream()
                    .filter(publication -> publication.seq() > seq)
                    .toList();
        }
    }
}
