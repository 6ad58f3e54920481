package dev.roomcast.platform.events;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast each publisher may publish: so many events at once, and then so many a second. Bounded: whoever has not
 * published for longest is forgotten first. One per worker; safe for all threads.
 */
final class PublishingRate {
    private static final int REMEMBERED = 1_000;

    private final int perSecond;
    private final int atOnce;
    private final LongSupplier nanoTime;

    /** Guarded by this. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What is left, and when that was so. */
    private record Bucket(double left, long at) {}

    PublishingRate(int perSecond, int atOnce, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
    }

    /** Counts an event of a publisher, unless it has to wait: answers how long, in s, or 0. */
    synchronized long secondsToWait(String publisher) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.getOrDefault(publisher, new Bucket(atOnce, now));
        double refilled = (now - bucket.at) * (double) perSecond / TimeUnit.SECONDS.toNanos(1);
        double left = Math.min(atOnce, bucket.left + refilled);
        boolean allowed = left >= 1;
        buckets.put(publisher, new Bucket(allowed ? left - 1 : left, now));
        return allowed ? 0 : Math.max(1, (long) Math.ceil((1 - left) / perSecond));
    }
}
