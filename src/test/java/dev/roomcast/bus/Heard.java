package dev.roomcast.bus;

import dev.roomcast.sync.BusListener;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Publication;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a bus said. */
final class Heard implements BusListener {
    final List<Publication> publications = new CopyOnWriteArrayList<>();
    final List<String> subscribed = new CopyOnWriteArrayList<>();
    final List<BusState> states = new CopyOnWriteArrayList<>();
    final List<String> signals = new CopyOnWriteArrayList<>();

    @Override
    public void onPublication(Publication publication) {
        publications.add(publication);
    }

    @Override
    public void onSubscribed(String room) {
        subscribed.add(room);
    }

    @Override
    public void onState(BusState state) {
        states.add(state);
    }

    @Override
    public void onSignal(String message) {
        signals.add(message);
    }

    BusState state() {
        return states.isEmpty() ? BusState.DOWN : states.get(states.size() - 1);
    }

    long subscriptions(String room) {
        return subscribed.stream().filter(room::equals).count();
    }

    boolean hasEvent(String eventId) {
        return publications.stream()
                .anyMatch(publication -> publication.eventId().equals(eventId));
    }

    List<Long> seqs(String room) {
        return publications.stream()
                .filter(publication -> publication.room().equals(room))
                .map(Publication::seq)
                .toList();
    }
}
