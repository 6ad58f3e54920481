package dev.roomcast.sync;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A hash of 128 bits, grown value by value: cheap enough for millions of states, wide enough to take two for one never. */
final class Digest {
    /** What has been added so far. */
    record Value(long high, long low) {}

    private long high = 0x9E3779B97F4A7C15L;
    private long low = 0xC2B2AE3D27D4EB4FL;

    Digest add(long value) {
        high = mixed(high ^ value, 0xBF58476D1CE4E5B9L);
        low = mixed(low + value, 0x94D049BB133111EBL);
        return this;
    }

    private static long mixed(long value, long factor) {
        long product = (value ^ (value >>> 29)) * factor;
        return product ^ (product >>> 32);
    }

    Digest add(boolean value) {
        return add(value ? 1 : 2);
    }

    Digest add(@Nullable Object value) {
        return add(Objects.hashCode(value));
    }

    Value value() {
        return new Value(high, low);
    }
}
