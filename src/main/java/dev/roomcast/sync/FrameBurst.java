package dev.roomcast.sync;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several packets of one room that go to many receivers in one write each. Immutable, safe for all threads. */
public final class FrameBurst extends AbstractList<Frame> {
    private final List<Frame> frames;
    private volatile byte @Nullable [] webSocketFrames;

    /** @param frames in order */
    public FrameBurst(List<Frame> frames) {
        this.frames = List.copyOf(frames);
    }

    @Override
    public Frame get(int index) {
        return frames.get(index);
    }

    @Override
    public int size() {
        return frames.size();
    }

    /** As {@link Frame#webSocketFrames}, of all packets together. */
    public byte[] webSocketFrames() {
        byte[] built = webSocketFrames;
        if (built == null) {
            // Racing threads build the same bytes twice at worst.
            built = Frame.joined(frames);
            webSocketFrames = built;
        }
        return built;
    }
}
