package dev.roomcast.bench;

import java.util.Locale;
import java.util.Map;

/**
 * What Roomcast is to reach.
 *
 * @param contender by its name, as {@code other}
 * @param atLeast whether more is better
 * @param factor times what the other has; where there is no other, the bound itself
 * @param other empty for a bound of its own
 */
record Target(String contender, Metric metric, boolean atLeast, double factor, String other) {

    static Target atMost(String contender, Metric metric, double factor, String other) {
        return new Target(contender, metric, false, factor, other);
    }

    static Target atMost(String contender, Metric metric, double bound) {
        return new Target(contender, metric, false, bound, "");
    }

    static Target atLeast(String contender, Metric metric, double factor, String other) {
        return new Target(contender, metric, true, factor, other);
    }

    /** Whether both sides were measured. */
    boolean applies(Map<String, Measurement> measured) {
        return !Double.isNaN(reached(measured));
    }

    /** In the unit of {@code factor}. */
    double reached(Map<String, Measurement> measured) {
        double own = figure(measured, contender);
        return other.isEmpty() ? own : own / figure(measured, other);
    }

    private double figure(Map<String, Measurement> measured, String name) {
        Measurement found = measured.get(name);
        return found == null ? Double.NaN : found.get(metric);
    }

    boolean met(Map<String, Measurement> measured) {
        double reached = reached(measured);
        return atLeast ? reached >= factor : reached <= factor;
    }

    /** The target in words. */
    String wording() {
        String bound = (atLeast ? "at least " : "at most ") + number(factor);
        return Contenders.named(contender).title() + ", " + metric.title() + ": " + bound
                + (other.isEmpty() ? "" : " × " + Contenders.named(other).title());
    }

    String reachedWording(Map<String, Measurement> measured) {
        return number(reached(measured)) + (other.isEmpty() ? "" : " ×");
    }

    private static String number(double value) {
        return value == Math.rint(value) && value >= 10
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
