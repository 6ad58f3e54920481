package dev.roomcast.bench;

import dev.roomcast.bench.Contender.Ability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Clients without WebSocket, who wait for an answer: whether the server keeps a thread for each. Each time an event comes, which all must get. */
record LongPolling(String id, int clients, List<Target> targets) implements Scenario {

    private static final long WHILE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** What has not come by then is lost; a cold server on a slow machine takes more than a second for all. */
    private static final long ANSWERED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int AT_ONCE = 5;

    @Override
    public String title() {
        return clients + " clients that wait in long polling";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.THREADS, Metric.P99, Metric.OTHERS);
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.can(Ability.LONG_POLLING);
    }

    @Override
    public int expectedSeconds(Contender contender, Options options) {
        return options.runs() * (contender.isJava() ? 25 : 10);
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
        Usage usage = Usage.from(stage);
        Pollers pollers = new Pollers(stage.endpoints().get(0));
        try (Fleet publisher = new Fleet(new Audience(1, 1, 1), stage.endpoints())) {
            publisher.connect(1);
            pollers.join(clients);
            Tally tally =
                    new Tally(new Audience(clients, 1, 1), publisher.count().next());
            int before = stage.processes().threads();
            // Few at once: of a crowd that comes at one moment a pool grows, and keeps its threads, though nobody holds
            // them.
            for (int first = 0; first < clients; first += AT_ONCE) {
                pollers.poll(first, Math.min(first + AT_ONCE, clients));
                publisher.stay(0);
            }
            publisher.stay(WHILE_NANOS);
            int waiting = stage.processes().threads();
            publish(publisher, pollers, tally);
            // All at once, by a server that has answered each of them before.
            pollers.poll(0, clients);
            publisher.stay(WHILE_NANOS);
            publish(publisher, pollers, tally);
            return new Measurement(tally.faults())
                    .with(Metric.THREADS, waiting - before)
                    .with(Metric.P99, tally.latencies().ms(0.99))
                    .with(Metric.OTHERS, usage.othersPercent());
        }
    }

    private static void publish(Fleet publisher, Pollers pollers, Tally tally) throws IOException {
        long start = System.nanoTime();
        tally.publish(start);
        publisher.publish();
        do {
            publisher.stay(LOOK_NANOS);
        } while (pollers.waiting() > 0 && System.nanoTime() - start < ANSWERED_WITHIN_NANOS);
        pollers.count(tally);
    }
}
