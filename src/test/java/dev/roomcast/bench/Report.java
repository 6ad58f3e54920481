package dev.roomcast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables, in Markdown whose columns are aligned: for the terminal and for the README. */
final class Report {

    /** In % of one processor. */
    private static final double NOISY = 8;

    private static final double BUSY = 92;

    /** With whom everybody is compared, by the name of the contender. */
    private static final Map<String, String> RATIOS = Map.of(Contenders.NODE, "× Node", Contenders.FLOOR, "× floor");

    private static final String BEGINNING = "<!-- Written by ./bench --readme. -->";
    private static final String END = "<!-- The end of what ./bench --readme writes. -->";

    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();
    private long faults;

    /** @param out gets each line at once */
    Report(PrintStream out) {
        this.out = out;
    }

    /** When, where and by what command. */
    void head(String command) throws IOException {
        String date = LocalDate.now().format(DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH));
        say(date + ", " + machine() + ", JDK " + Runtime.version().feature() + "; `" + command + "`.");
    }

    private static String machine() throws IOException {
        String processor = value("/proc/cpuinfo", "model name", "an unknown processor");
        long gib = Math.round(
                Double.parseDouble(value("/proc/meminfo", "MemTotal", "0").replaceAll("\\D", "")) / (1 << 20));
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " processors, " + gib + " GiB, Linux "
                + System.getProperty("os.version").replaceAll("-.*", "");
    }

    private static String value(String file, String name, String otherwise) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(otherwise);
    }

    void missing(Contender contender, String reason) {
        say("Not measured: " + contender.title() + ", because " + reason + ".");
    }

    /** The table of one scenario, and how far its targets are reached. */
    void add(Scenario scenario, Map<String, Measurement> measured) {
        say("");
        say("**" + scenario.id() + ", " + scenario.title() + "**");
        say("");
        say(Table.of(rows(scenario, measured)));
        targets(scenario, measured);
        measured.forEach((name, measurement) -> tellFaults(Contenders.named(name), measurement));
        remark(
                measured,
                Metric.OTHERS,
                NOISY,
                "Others used the processors meanwhile, so that these figures mean little: ");
        remark(measured, Metric.DRIVER, BUSY, "The driver could not read faster: ");
    }

    private static List<List<String>> rows(Scenario scenario, Map<String, Measurement> measured) {
        Metric main = scenario.metrics().get(0);
        Map<String, String> ratios = new TreeMap<>(RATIOS);
        ratios.keySet().removeIf(other -> measured.values().stream()
                .allMatch(one -> ratio(main, one, measured.get(other)).isEmpty()));
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("server"));
        scenario.metrics().forEach(metric -> head.add(metric.title()));
        head.addAll(ratios.values());
        rows.add(head);
        measured.forEach((name, measurement) -> {
            List<String> row = new ArrayList<>(List.of(Contenders.named(name).title()));
            scenario.metrics().forEach(metric -> row.add(metric.format(measurement.get(metric))));
            ratios.keySet().forEach(other -> row.add(ratio(main, measurement, measured.get(other))));
            rows.add(row);
        });
        return rows;
    }

    private static String ratio(Metric metric, Measurement one, @Nullable Measurement other) {
        double ratio = other == null ? Double.NaN : one.get(metric) / other.get(metric);
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "";
    }

    private void targets(Scenario scenario, Map<String, Measurement> measured) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("target", "reached", ""));
        scenario.targets().stream()
                .filter(target -> target.applies(measured))
                .forEach(target -> rows.add(List.of(
                        target.wording(), target.reachedWording(measured), target.met(measured) ? "met" : "missed")));
        if (rows.size() > 1) {
            say("");
            say(Table.of(rows));
        }
    }

    private void tellFaults(Contender contender, Measurement measurement) {
        if (measurement.faults().count() > 0) {
            faults += contender.mustDeliver() ? measurement.faults().count() : 0;
            say("\nFAULTS of " + contender.title() + ": " + measurement.faults() + ".");
        }
    }

    private void remark(Map<String, Measurement> measured, Metric metric, double above, String words) {
        String names = measured.entrySet().stream()
                .filter(entry -> entry.getValue().get(metric) > above)
                .map(entry -> Contenders.named(entry.getKey()).title())
                .collect(Collectors.joining("; "));
        if (!names.isEmpty()) {
            say("\n" + words + names + ".");
        }
    }

    void failed(Contender contender, String reason) {
        faults += contender.mustDeliver() ? 1 : 0;
        say("\nFAILED: " + contender.title() + ": " + reason);
    }

    private void say(String line) {
        out.println(line);
        text.append(line).append('\n');
    }

    /** Whether Roomcast and the floor have lost, doubled, disordered or led astray nothing, and did not fail. */
    boolean clean() {
        return faults == 0;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** Puts the tables in the place of the former ones. */
    void writeInto(Path readme) throws IOException {
        String before = Files.readString(readme);
        int from = before.indexOf(BEGINNING) + BEGINNING.length();
        int to = before.indexOf(END);
        if (from < BEGINNING.length() || to < from) {
            throw new IOException(readme + " has no place for the tables");
        }
        Files.writeString(readme, before.substring(0, from) + "\n\n" + text + "\n" + before.substring(to));
    }
}
