package dev.roomcast.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of one run, or the medians of several. */
record Measurement(Map<Metric, Double> figures, Faults faults) {

    Measurement(Faults faults) {
        this(new EnumMap<>(Metric.class), faults);
    }

    Measurement with(Metric metric, double value) {
        figures.put(metric, value);
        return this;
    }

    /** NaN when it was not measured. */
    double get(Metric metric) {
        return figures.getOrDefault(metric, Double.NaN);
    }

    /** The median of each figure, and all faults. */
    static Measurement median(List<Measurement> runs) {
        Faults faults = runs.stream().map(Measurement::faults).reduce(Faults.NONE, Faults::and);
        Measurement median = new Measurement(faults);
        for (Metric metric : runs.get(0).figures.keySet()) {
            double[] sorted =
                    runs.stream().mapToDouble(run -> run.get(metric)).sorted().toArray();
            int middle = sorted.length / 2;
            median.with(metric, sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
        }
        return median;
    }
}
