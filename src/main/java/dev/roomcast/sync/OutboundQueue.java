package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one connection still has to be sent, in order and bounded. An event replaces the older one of its key and goes to the end, so a slow client's queue is bounded by
 * distinct keys; when even that overflows, all waiting events give way to one {@code sync:resync} of their rooms. Packets without a key are never dropped: when they
 * alone overflow, the offer is refused and the caller closes the connection. Not thread-safe: the connection's lock guards it. Allocates nothing while empty.
 */
public final class OutboundQueue {
    private final int maxFrames;
    private final long maxBytes;
    private final Function<Set<String>, Frame> resync;
    private @Nullable LinkedHashMap<Object, Frame> frames;
    private long bytes;

    /**
     * @param maxFrames bound on waiting packets
     * @param maxBytes bound on their weight, as {@link Frame#bytes()}
     * @param resync builds the packet that stands for dropped events of the given rooms; itself an event of these rooms, so that a second overflow merges it
     */
    public OutboundQueue(int maxFrames, long maxBytes, Function<Set<String>, Frame> resync) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
        this.resync = resync;
    }

    /** Appends a packet. False when it was refused because packets that must not be dropped fill the queue. */
    public boolean offer(Frame frame) {
        LinkedHashMap<Object, Frame> waiting = frames;
        if (waiting == null) {
            waiting = new LinkedHashMap<>();
            frames = waiting;
        }
        put(waiting, frame);
        if (isFull(waiting)) {
            giveWay(waiting);
        }
        return !isFull(waiting);
    }

    private boolean isFull(Map<Object, Frame> waiting) {
        // A single packet larger than the bound must still go out: it was accepted by whoever built it.
        return waiting.size() > maxFrames || (bytes > maxBytes && waiting.size() > 1);
    }

    private void put(Map<Object, Frame> waiting, Frame frame) {
        Object key = frame.conflationKey() == null ? frame : frame.conflationKey();
        if (frame.conflationKey() == null && waiting.containsKey(key)) {
            // The same shared packet twice (two pings, two equal broadcasts) must stay two packets.
            key = new Object();
        }
        Frame replaced = waiting.remove(key);
        if (replaced != null) {
            bytes -= replaced.bytes();
        }
        waiting.put(key, frame);
        bytes += frame.bytes();
    }

    private void giveWay(Map<Object, Frame> waiting) {
        Set<String> rooms = new LinkedHashSet<>();
        waiting.values().removeIf(frame -> {
            if (frame.conflationKey() == null) {
                return false;
            }
            rooms.addAll(frame.rooms());
            bytes -= frame.bytes();
            return true;
        });
        if (!rooms.isEmpty()) {
            put(waiting, resync.apply(rooms));
        }
    }

    /** Takes the oldest packets, at least one if there is any, at most {@code maxFrames}, stopping once {@code maxBytes} is reached. */
    public List<Frame> take(int maxFrames, long maxBytes) {
        LinkedHashMap<Object, Frame> waiting = frames;
        if (waiting == null) {
            return List.of();
        }
        List<Frame> taken = new ArrayList<>(Math.min(maxFrames, waiting.size()));
        long weight = 0;
        var oldest = waiting.values().iterator();
        while (oldest.hasNext() && taken.size() < maxFrames && (taken.isEmpty() || weight < maxBytes)) {
            Frame frame = oldest.next();
            oldest.remove();
            weight += frame.bytes();
            taken.add(frame);
        }
        bytes -= weight;
        if (waiting.isEmpty()) {
            frames = null;
        }
        return taken;
    }

    public boolean isEmpty() {
        return frames == null;
    }

    public int size() {
        return frames == null ? 0 : frames.size();
    }

    public long bytes() {
        return bytes;
    }

    /** Drops everything; for a connection that has closed. */
    public void clear() {
        frames = null;
        bytes = 0;
    }
}
