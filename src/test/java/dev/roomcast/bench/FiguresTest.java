package dev.roomcast.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Map<String, Measurement> MEASURED = Map.of(
            Contenders.WILDFLY, with(Metric.CPU_PER_DELIVERY, 6), Contenders.NODE, with(Metric.CPU_PER_DELIVERY, 10));

    private static Measurement with(Metric metric, double value) {
        return new Measurement(Faults.NONE).with(metric, value);
    }

    @Test
    void latenciesAreExactToAFewPercent() {
        Latencies latencies = new Latencies();
        for (int ms = 1; ms <= 1000; ms++) {
            latencies.add(ms * 1_000_000L);
        }
        assertEquals(500, latencies.ms(0.5), 500 * 0.016);
        assertEquals(990, latencies.ms(0.99), 990 * 0.016);
        assertEquals(1000, latencies.ms(1), 1000 * 0.016);
        assertEquals(1, latencies.ms(0), 0.016);
    }

    @Test
    void latenciesHoldWhatIsTinyAndWhatIsHuge() {
        Latencies latencies = new Latencies();
        latencies.add(-5);
        latencies.add(Long.MAX_VALUE);
        assertEquals(0, latencies.ms(0.5));
        assertEquals(Long.MAX_VALUE / 1e6, latencies.ms(1), Long.MAX_VALUE / 1e6 * 0.016);
        assertTrue(Double.isNaN(new Latencies().ms(0.5)));
    }

    @Test
    void eventsAreKnownByTheirNumber() {
        assertEquals(1234567, number("42[\"files:changed\"," + Events.json(1234567, 3) + "]"));
        assertEquals(7, number("42[\"files:changed\", {\"data\": {\"n\": 7}}]"));
        assertEquals(7, number("42[\"files:changed\",{\"data\":{\"n\":7},\"within\":2500}]"));
        assertEquals(-1, number("42[\"sync:resync\",{\"rooms\":[],\"within\":2500}]"));
        assertEquals(-1, number("42[\"files:changed\",{\"data\":{\"n\":}}]"));
        assertEquals(-1, number("42[\"files:changed\",{\"data\":{\"m\":7}}]"));
        assertEquals(-1, number("42[\"files:changed\",{\"data\":{\"n\":\"7\"}}]"));
        assertEquals(-1, number("42[7]"));
        assertEquals(-1, number("]"));
    }

    private static int number(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return Events.number(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    @Test
    void mediansAreOfEachFigureAndFaultsOfAllRuns() {
        Measurement faulty = new Measurement(new Faults(1, 2, 3, 4)).with(Metric.P99, 9);
        Measurement median = Measurement.median(List.of(with(Metric.P99, 1), faulty, with(Metric.P99, 2)));
        assertEquals(2, median.get(Metric.P99));
        assertEquals(new Faults(1, 2, 3, 4), median.faults());
        assertEquals(
                1.5,
                Measurement.median(List.of(with(Metric.P99, 1), with(Metric.P99, 2)))
                        .get(Metric.P99));
    }

    @Test
    void targetsAreRatiosOrBounds() {
        assertTrue(Target.atMost(Contenders.WILDFLY, Metric.CPU_PER_DELIVERY, 0.6, Contenders.NODE)
                .met(MEASURED));
        assertFalse(Target.atMost(Contenders.WILDFLY, Metric.CPU_PER_DELIVERY, 0.59, Contenders.NODE)
                .met(MEASURED));
        assertTrue(Target.atLeast(Contenders.WILDFLY, Metric.CPU_PER_DELIVERY, 0.6, Contenders.NODE)
                .met(MEASURED));
        assertTrue(Target.atMost(Contenders.WILDFLY, Metric.CPU_PER_DELIVERY, 6).met(MEASURED));
        assertFalse(
                Target.atMost(Contenders.WILDFLY, Metric.CPU_PER_DELIVERY, 5).met(MEASURED));
    }

    @Test
    void targetsNeedBothSides() {
        assertFalse(Target.atMost(Contenders.WILDFLY, Metric.P99, 1, Contenders.NODE)
                .applies(MEASURED));
        assertFalse(Target.atMost(Contenders.PAYARA, Metric.CPU_PER_DELIVERY, 1, Contenders.NODE)
                .applies(MEASURED));
        assertFalse(Target.atMost(Contenders.WILDFLY, Metric.CPU_PER_DELIVERY, 1, Contenders.FLOOR)
                .applies(MEASURED));
    }
}
