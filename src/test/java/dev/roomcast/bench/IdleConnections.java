package dev.roomcast.bench;

import dev.roomcast.bench.Contender.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What connections cost that have joined and hear nothing; a fresh server for each run. */
record IdleConnections(String id, int connections, List<Target> targets) implements Scenario {

    private static final int CONNECTING_AT_ONCE = 100;
    private static final long SETTLED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%,d idle connections, signed in and joined", connections);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.MEMORY, Metric.EMPTY_MEMORY, Metric.THREADS, Metric.CONNECT_SECONDS, Metric.OTHERS);
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.can(Ability.IDLE);
    }

    @Override
    public int expectedSeconds(Contender contender, Options options) {
        return options.runs() * (contender.isJava() ? 40 : 15);
    }

    @Override
    public Measurement measure(Contender contender, Options options, Consumer<Measurement> progress)
            throws IOException {
        List<Measurement> runs = new ArrayList<>();
        for (int i = 0; i < options.runs(); i++) {
            try (Stage stage = Stage.of(contender, 1, options.pinned())) {
                runs.add(once(stage));
            }
            progress.accept(runs.get(i));
        }
        return Measurement.median(runs);
    }

    private Measurement once(Stage stage) throws IOException {
        Processes server = stage.processes();
        server.collectGarbage();
        double empty = server.residentKib();
        int threads = server.threads();
        Usage usage = Usage.from(stage);
        try (Fleet fleet = new Fleet(new Audience(connections, 1, 1), stage.endpoints())) {
            long start = System.nanoTime();
            fleet.connect(CONNECTING_AT_ONCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            fleet.stay(SETTLED_AFTER_NANOS);
            server.collectGarbage();
            Measurement measurement = new Measurement(Faults.NONE)
                    .with(Metric.MEMORY, (server.residentKib() - empty) / connections)
                    .with(Metric.EMPTY_MEMORY, empty / 1024)
                    .with(Metric.THREADS, server.threads() - threads)
                    .with(Metric.CONNECT_SECONDS, seconds)
                    .with(Metric.OTHERS, usage.othersPercent());
            // The collection took a while: whoever was sent away meanwhile was not measured.
            fleet.stay(0);
            fleet.check();
            return measurement;
        }
    }
}
