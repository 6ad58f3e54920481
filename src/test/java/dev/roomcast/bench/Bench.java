package dev.roomcast.bench;

import dev.roomcast.it.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The program behind ./bench: Roomcast and its peers side by side, the same load on each, a table for every scenario. */
public final class Bench {

    private static final Path RESULTS = Project.file("target/bench/results.md");

    private final Options options;
    private final Report report = new Report(System.out);

    private Bench(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        try {
            if (List.of(arguments).equals(List.of("--lists"))) {
                ListBench.run();
                System.exit(0);
            }
            if (List.of(arguments).equals(List.of("--refetch"))) {
                System.exit(RefetchBench.run() ? 0 : 1);
            }
            Bench bench = new Bench(Options.parse(List.of(arguments)));
            System.exit(bench.run(String.join(" ", arguments)) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException | IllegalStateException | AssertionError e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private boolean run(String arguments) throws IOException {
        List<Contender> there = options.contenders().stream()
                .filter(contender -> contender.missing().isEmpty())
                .toList();
        List<Scenario> scenarios =
                options.scenarios().stream().map(Scenarios::named).toList();
        System.out.println("This takes about " + minutes(scenarios, there) + " minutes.");
        report.head(("./bench " + arguments).trim());
        options.contenders().forEach(this::tellIfMissing);
        for (Scenario scenario : scenarios) {
            report.add(scenario, measured(scenario, there));
            report.write(RESULTS);
        }
        if (options.readme() && report.clean()) {
            report.writeInto(Project.file("README.md"));
        }
        System.out.println("\nThe same is in " + RESULTS + ".");
        return report.clean();
    }

    private void tellIfMissing(Contender contender) {
        Optional<String> reason = contender.missing();
        reason.ifPresent(why -> report.missing(contender, why));
    }

    private int minutes(List<Scenario> scenarios, List<Contender> there) {
        int seconds = scenarios.stream()
                .flatMapToInt(scenario -> there.stream()
                        .filter(scenario::suits)
                        .mapToInt(contender -> scenario.expectedSeconds(contender, options)))
                .sum();
        return seconds / 60 + 1;
    }

    private Map<String, Measurement> measured(Scenario scenario, List<Contender> there) {
        Map<String, Measurement> measured = new LinkedHashMap<>();
        for (Contender contender : there) {
            if (scenario.suits(contender)) {
                measure(scenario, contender).ifPresent(figures -> measured.put(contender.name(), figures));
            }
        }
        return measured;
    }

    private Optional<Measurement> measure(Scenario scenario, Contender contender) {
        System.err.println("  " + scenario.id() + " " + contender.title() + " ...");
        try {
            return Optional.of(
                    scenario.measure(contender, options, run -> System.err.println("    " + line(scenario, run))));
        } catch (IOException | AssertionError e) {
            String reason = String.valueOf(e.getMessage());
            System.err.println(reason);
            report.failed(contender, reason.lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static String line(Scenario scenario, Measurement run) {
        StringJoiner line = new StringJoiner(", ");
        scenario.metrics().forEach(metric -> line.add(metric.format(run.get(metric)) + " " + metric.title()));
        return line + "; faults: " + run.faults();
    }
}
