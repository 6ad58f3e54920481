package dev.roomcast.bench;

import dev.roomcast.bench.Contender.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Clients that connect and join at the same time. A server that was just started has its first storm apart: it is not among the runs. */
record ConnectStorm(String id, int clients, List<Target> targets) implements Scenario {

    /** What a compiler uses of one processor that no longer matters; a storm always brings it something. */
    private static final double RESTING_SHARE = 0.03;

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%,d clients connect and join at once", clients);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.STORM_SECONDS, Metric.COLD_SECONDS, Metric.FAILED, Metric.OTHERS);
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.can(Ability.IDLE);
    }

    @Override
    public int expectedSeconds(Contender contender, Options options) {
        return (contender.isJava() ? 45 + options.warmUpSeconds() : 3) + 5 * options.runs();
    }

    @Override
    public Measurement measure(Contender contender, Options options, Consumer<Measurement> progress)
            throws IOException {
        List<Measurement> runs = new ArrayList<>();
        double cold;
        try (Stage stage = Stage.of(contender, 1, options.pinned())) {
            cold = once(stage).get(Metric.STORM_SECONDS);
            warmUp(stage, contender, options);
            for (int i = 0; i < options.runs(); i++) {
                // The clients of the storm before have only just gone.
                stage.awaitQuiet();
                runs.add(once(stage).with(Metric.COLD_SECONDS, cold));
                progress.accept(runs.get(i));
            }
        }
        return Measurement.median(runs);
    }

    private void warmUp(Stage stage, Contender contender, Options options) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.warmUpSeconds());
        stage.free();
        while (contender.isJava() && System.nanoTime() - end < 0) {
            once(stage);
        }
        stage.settle(() -> once(stage), RESTING_SHARE);
        if (options.pinned()) {
            stage.pin();
        }
    }

    private Measurement once(Stage stage) throws IOException {
        Usage usage = Usage.from(stage);
        try (Fleet fleet = new Fleet(new Audience(clients, 1, 1), stage.endpoints())) {
            long start = System.nanoTime();
            fleet.storm();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measurement(Faults.NONE)
                    .with(Metric.STORM_SECONDS, seconds)
                    .with(Metric.FAILED, fleet.failed())
                    .with(Metric.OTHERS, usage.othersPercent());
        }
    }
}
