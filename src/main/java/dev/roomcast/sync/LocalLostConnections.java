package dev.roomcast.sync;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** In the memory of a worker that is alone; beyond its bound the oldest is forgotten. */
public final class LocalLostConnections implements LostConnections {
    private final int bound;
    private final long keptNanos;
    private final TimeSource time;
    /** Oldest first: all are kept equally long. Guarded by this. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * @param bound states kept at most
     * @param keptMs how long each is kept, in ms
     */
    public LocalLostConnections(int bound, long keptMs, TimeSource time) {
        this.bound = bound;
        this.keptNanos = TimeUnit.MILLISECONDS.toNanos(keptMs);
        this.time = time;
    }

    @Override
    public synchronized void keep(Lost lost) {
        entries.remove(lost.pid());
        entries.put(lost.pid(), new Entry(lost, now() + keptNanos));
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && (isOver(oldest.next()) || entries.size() > bound)) {
            oldest.remove();
        }
    }

    @Override
    public synchronized Optional<Lost> take(String pid) {
        return Optional.ofNullable(entries.remove(pid))
                .filter(entry -> !isOver(entry))
                .map(Entry::lost);
    }

    @Override
    public synchronized void stop() {
        entries.clear();
    }

    private boolean isOver(Entry entry) {
        return now() - entry.until >= 0;
    }

    private long now() {
        return time.nanoTime().getAsLong();
    }

    private record Entry(Lost lost, long until) {}
}
