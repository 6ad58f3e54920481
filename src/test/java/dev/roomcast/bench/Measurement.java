package dev.roomcast.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measured load.
 *
 * @param perSecond deliveries per second
 * @param cpuMicros CPU of the server per delivery, in µs
 * @param p50 half of all deliveries took at most this, in ms from the request to the parsed event
 * @param faults deliveries lost, doubled or out of order, and changes refused
 */
record Measurement(double perSecond, double cpuMicros, double p50, double p99, long faults) {

    static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    String line() {
        return String.format("%,12.0f %12.1f %9.1f %9.1f %8d", perSecond, cpuMicros, p50, p99, faults);
    }
}
