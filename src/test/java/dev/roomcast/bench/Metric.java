package dev.roomcast.bench;

import java.util.Locale;

/** A column of the tables. */
enum Metric {
    CPU_PER_DELIVERY("CPU µs per delivery", 2),
    DELIVERIES("deliveries/s", 0),
    P50("p50 ms", 1),
    P99("p99 ms", 1),
    OTHER_P50("p50 ms, other worker", 1),
    OTHER_P99("p99 ms, other worker", 1),
    CPU_PER_EVENT("CPU µs per event", 0),
    REDIS_PER_EVENT("Redis CPU µs per event", 0),
    EVENTS("events/s", 0),
    MEMORY("KiB per connection", 1),
    EMPTY_MEMORY("MiB when empty", 0),
    CONNECT_SECONDS("s to connect", 1),
    THREADS("threads more", 0),
    STORM_SECONDS("s until all joined", 2),
    COLD_SECONDS("the first time, s", 2),
    FAILED("failed", 0),
    COMPILERS("compilers' CPU %", 1),
    DRIVER("driver's CPU %", 0),
    OTHERS("others' CPU %", 0);

    private final String title;
    private final int decimals;

    Metric(String title, int decimals) {
        this.title = title;
        this.decimals = decimals;
    }

    String title() {
        return title;
    }

    String format(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
