package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Remembers what was published; silent while cut. Takes one room's events at once, as a Cluster does. */
final class CuttableBus implements Bus {
    final LocalBus world;
    final List<Emission> published = new ArrayList<>();
    int attempts;
    boolean cut;
    /** The event takes effect, but the answer is lost. */
    boolean mute;
    /** Fails as no bus should. */
    boolean broken;
    /** Falls silent after so many round trips. */
    int answers = Integer.MAX_VALUE;

    CuttableBus(TimeSource time) {
        world = new LocalBus(100, time);
    }

    /** What was published: room, event and element. */
    List<String> ids() {
        return published.stream()
                .map(emission -> emission.room() + "/" + emission.name() + "/" + emission.id())
                .toList();
    }

    @Override
    public List<Position> publish(List<Emission> emissions) {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        if (Thread.currentThread().isInterrupted()) {
            // As Redis' connections do.
            throw new BusDownException("interrupted");
        }
        if (answers == 0) {
            throw new BusDownException("fallen silent");
        }
        answers--;
        String room = emissions.get(0).room();
        return emissions.stream()
                .takeWhile(emission -> emission.room().equals(room))
                .map(this::publishOne)
                .toList();
    }

    private Position publishOne(Emission emission) {
        attempts++;
        if (cut) {
            throw new BusDownException("cut");
        }
        Position before = world.positions(List.of(emission.room())).get(emission.room());
        Position position = world.publish(emission);
        if (position.seq() > before.seq()) {
            published.add(emission);
        }
        if (mute) {
            throw new BusDownException("no answer");
        }
        return position;
    }

    @Override
    public void start(BusListener listener) {}

    @Override
    public void subscribe(String room) {}

    @Override
    public void unsubscribe(String room) {}

    @Override
    public History history(String room, Position since) {
        return world.history(room, since);
    }

    @Override
    public Map<String, Position> positions(Collection<String> rooms) {
        return world.positions(rooms);
    }

    @Override
    public void signal(String message) {}

    @Override
    public BusState state() {
        return cut ? BusState.DOWN : BusState.UP;
    }

    @Override
    public void stop() {}
}
