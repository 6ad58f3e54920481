package dev.roomcast.bench;

import dev.roomcast.bench.Contender.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events to rooms full of clients.
 *
 * @param rate events per second in all; 0 for as many as the server can take
 */
record FanOut(
        String id,
        String title,
        Audience audience,
        int rate,
        int usualSeconds,
        List<Metric> metrics,
        List<Target> targets)
        implements Scenario {

    private static final int WINDOW = 4;
    private static final int CONNECTING_AT_ONCE = 50;
    /** Little to compile, but caches and buffers of sockets to grow. */
    private static final int NATIVE_WARM_UP = 6;

    /** Room by room a server takes more events in a second than a compiler sees of 20 a second in minutes. */
    private static final int ROOMS_OF_WARM_UP = 100;

    private static final int WINDOW_OF_WARM_UP = 16;

    private static final int START = 12;
    private static final int SETTLING = 3;
    /** Two of them hold a ping of every client, and of 20 events a second a compiler sees little in less. */
    private static final int STEADY_JAVA_SETTLING = 13;

    /** What a compiler uses of one processor that no longer matters to the mean of many events. */
    private static final double RESTING_SHARE = 0.03;
    /** The same where the slowest of a hundred events is told: it takes little to hold one up. */
    private static final double SPARSE_RESTING_SHARE = 0.01;

    @Override
    public boolean suits(Contender contender) {
        return contender.can(audience.endpoints() > 1 ? Ability.SEVERAL_WORKERS : Ability.FAN_OUT);
    }

    @Override
    public int expectedSeconds(Contender contender, Options options) {
        int start = contender.isJava() ? START * audience.endpoints() : 2;
        return start
                + (sparse(contender) ? 2 : 1) * warmUp(contender, options)
                + roundsOfSettling(contender) * settling(contender)
                + options.runs() * (seconds(options) + 1);
    }

    @Override
    public Measurement measure(Contender contender, Options options, Consumer<Measurement> progress)
            throws IOException {
        try (Stage stage = Stage.of(contender, audience.endpoints(), false)) {
            if (sparse(contender)) {
                warmUpRoomByRoom(stage, options);
            }
            return measure(stage, contender, options, progress);
        }
    }

    /** Whether the compiler would see so little of the measured load that it would translate the way of an event during the measurements. */
    private boolean sparse(Contender contender) {
        return contender.isJava() && rate > 0 && audience.rooms() == 1;
    }

    private void warmUpRoomByRoom(Stage stage, Options options) throws IOException {
        Audience rooms = new Audience(audience.clients(), ROOMS_OF_WARM_UP, audience.endpoints());
        try (Fleet fleet = new Fleet(rooms, stage.endpoints())) {
            fleet.connect(CONNECTING_AT_ONCE);
            new Load(fleet).saturated(options.warmUpSeconds(), WINDOW_OF_WARM_UP);
        }
    }

    private Measurement measure(Stage stage, Contender contender, Options options, Consumer<Measurement> progress)
            throws IOException {
        List<Measurement> runs = new ArrayList<>();
        try (Fleet fleet = new Fleet(audience, stage.endpoints())) {
            fleet.connect(CONNECTING_AT_ONCE);
            Load load = new Load(fleet);
            // Events that wait one behind the other go other ways than one that comes alone.
            load.saturated(warmUp(contender, options) / 2.0, WINDOW);
            load.saturated(warmUp(contender, options) / 2.0, 1);
            stage.settle(
                    () -> put(load, settling(contender)), sparse(contender) ? SPARSE_RESTING_SHARE : RESTING_SHARE);
            if (options.pinned()) {
                // Not before: a compiler that has to share its processor with the load compiles for minutes.
                stage.pin();
                put(load, SETTLING);
            }
            for (int i = 0; i < options.runs(); i++) {
                runs.add(once(stage, load, seconds(options)));
                progress.accept(runs.get(i));
            }
        }
        return Measurement.median(runs);
    }

    /** As many as it mostly takes. */
    private int roundsOfSettling(Contender contender) {
        if (sparse(contender)) {
            return 15;
        }
        return contender.isJava() ? 5 : 2;
    }

    private int settling(Contender contender) {
        return rate > 0 && contender.isJava() ? STEADY_JAVA_SETTLING : SETTLING;
    }

    private Tally put(Load load, int seconds) throws IOException {
        return rate == 0 ? load.saturated(seconds, WINDOW) : load.steady(seconds, rate);
    }

    private Measurement once(Stage stage, Load load, int seconds) throws IOException {
        Usage usage = Usage.from(stage);
        Tally tally = put(load, seconds);
        load.fleet().check();
        Latencies all = tally.latencies();
        Latencies other = tally.latencies(audience.endpoints() - 1);
        return new Measurement(tally.faults())
                .with(Metric.CPU_PER_DELIVERY, usage.serverMicros() / tally.deliveries())
                .with(Metric.DELIVERIES, tally.deliveries() / tally.seconds())
                .with(Metric.CPU_PER_EVENT, usage.serverMicros() / tally.published())
                .with(Metric.REDIS_PER_EVENT, usage.redisMicros() / tally.published())
                .with(Metric.EVENTS, tally.published() / tally.seconds())
                .with(Metric.P50, all.ms(0.5))
                .with(Metric.P99, all.ms(0.99))
                .with(Metric.OTHER_P50, other.ms(0.5))
                .with(Metric.OTHER_P99, other.ms(0.99))
                .with(Metric.COMPILERS, usage.compilersPercent())
                .with(Metric.DRIVER, usage.driverPercent())
                .with(Metric.OTHERS, usage.othersPercent());
    }

    private int seconds(Options options) {
        return options.seconds() == 0 ? usualSeconds : options.seconds();
    }

    private static int warmUp(Contender contender, Options options) {
        return contender.isJava() ? options.warmUpSeconds() : NATIVE_WARM_UP;
    }
}
