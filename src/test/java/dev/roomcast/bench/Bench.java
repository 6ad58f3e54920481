package dev.roomcast.bench;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The program behind ./bench: one worker, one room full of clients, changes over REST, and a table at the end. */
public final class Bench {

    private static final String PASSWORD = "a password for the benchmark";

    private final Options options;

    private Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        try {
            if (List.of(arguments).equals(List.of("--lists"))) {
                ListBench.run(PASSWORD);
                System.exit(0);
            }
            if (List.of(arguments).equals(List.of("--refetch"))) {
                System.exit(RefetchBench.run(PASSWORD) ? 0 : 1);
            }
            System.exit(new Bench(Options.parse(arguments)).run() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException | IllegalStateException | AssertionError e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private boolean run() throws IOException {
        System.out.println("Starting one worker on Payara Micro ...");
        try (Worker worker = Worker.roomcast()
                .databaseInMemory()
                .environment("ROOMCAST_ADMIN_PASSWORD", PASSWORD)
                .javaOptions("-Xmx1g")
                .start()) {
            return load(worker.uri(), worker.pid());
        }
    }

    private boolean load(URI server, long pid) throws IOException {
        Publisher publisher = Publisher.signIn(server, PASSWORD);
        boolean pinned = options.pinned()
                && ServerProcess.pin(pid, 0)
                && ServerProcess.pin(ProcessHandle.current().pid(), 1);
        try (Fleet fleet = new Fleet(server, publisher.cookie())) {
            fleet.connect(options.clients());
            System.out.println(fleet.size() + " clients have joined the room. " + placement(pinned));
            Load load = new Load(fleet, publisher, pid);
            if (options.warmUpSeconds() > 0) {
                System.out.println("Warming up for " + options.warmUpSeconds() + " s ...");
                load.saturated(options.warmUpSeconds(), options.window());
            }
            return report(load);
        }
    }

    private boolean report(Load load) {
        System.out.printf(
                "%n%-22s %12s %12s %9s %9s %8s%n", "", "deliveries/s", "CPU µs each", "p50 ms", "p99 ms", "faults");
        String saturated = "saturated, " + options.window() + " in flight";
        String steady = "steady, " + options.rate() + " events/s";
        boolean clean = row(saturated, () -> load.saturated(options.seconds(), options.window()))
                & row(steady, () -> load.steady(options.seconds(), options.rate()));
        System.out.println(
                "\nMedians of " + options.runs()
                        + " runs. CPU is the server's, user and system, per delivery, REST and database included;"
                        + " latency runs from sending the change to the parsed event; faults are lost, doubled, disordered or refused.");
        return clean;
    }

    private boolean row(String name, Supplier<Measurement> measure) {
        List<Measurement> runs = new ArrayList<>();
        for (int i = 0; i < options.runs(); i++) {
            runs.add(measure.get());
        }
        Measurement median = new Measurement(
                Measurement.median(runs, Measurement::perSecond),
                Measurement.median(runs, Measurement::cpuMicros),
                Measurement.median(runs, Measurement::p50),
                Measurement.median(runs, Measurement::p99),
                runs.stream().mapToLong(Measurement::faults).sum());
        System.out.printf("%-22s %s%n", name, median.line());
        return median.faults() == 0;
    }

    private static String placement(boolean pinned) {
        return pinned
                ? "The server has processor 0, the driver processor 1."
                : "Server and driver share the processors.";
    }
}
