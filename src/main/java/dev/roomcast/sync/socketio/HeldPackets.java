package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The packets of a socket that its client must not see yet, in order and bounded; once released it lets everything pass. For any thread. */
final class HeldPackets {
    private static final int MAX_FRAMES = 8_192;
    private static final long MAX_BYTES = 4L << 20;

    private List<Frame> held = new ArrayList<>();
    private long bytes;
    private boolean overflown;
    private boolean released;

    /** Holds a packet back; false when it may pass. Beyond the bound packets are dropped, and {@link #isWhole} says so. */
    synchronized boolean hold(Frame frame) {
        if (released) {
            return false;
        }
        bytes += frame.bytes();
        overflown |= held.size() >= MAX_FRAMES || bytes > MAX_BYTES;
        if (overflown) {
            held.clear();
        } else {
            held.add(frame);
        }
        return true;
    }

    synchronized boolean isWhole() {
        return !overflown;
    }

    /** Lets the packets go, those too that come meanwhile, and everything after them; false when some were dropped. */
    boolean release(Consumer<Frame> out) {
        for (List<Frame> next = take(); !next.isEmpty(); next = take()) {
            next.forEach(out);
        }
        return isWhole();
    }

    private synchronized List<Frame> take() {
        List<Frame> taken = held;
        held = new ArrayList<>();
        bytes = 0;
        released = taken.isEmpty();
        return taken;
    }
}
