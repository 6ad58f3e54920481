package dev.roomcast.bench;

/** A distribution of times, exact to 1.6 %: counts only, so that millions cost no memory and no collection while measuring. */
final class Latencies {

    private static final int STEPS_BITS = 6;
    private static final int STEPS = 1 << STEPS_BITS;

    /** One row of steps for each power of two. */
    private final long[] counts = new long[(Long.SIZE - STEPS_BITS) * STEPS];

    private long total;

    void add(long nanos) {
        counts[index(Math.max(0, nanos))]++;
        total++;
    }

    void add(Latencies others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    /** The time, in ms, that this part of all stayed within; NaN when there are none. */
    double ms(double quantile) {
        if (total == 0) {
            return Double.NaN;
        }
        long below = Math.max(1, (long) Math.ceil(quantile * total));
        int index = -1;
        while (below > 0) {
            below -= counts[++index];
        }
        return highest(index) / 1e6;
    }

    private static int index(long nanos) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - STEPS_BITS - 1);
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static double highest(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        return (double) (index - shift * STEPS + 1L) * (1L << shift) - 1;
    }
}
