package dev.roomcast.bench;

import java.util.List;

/**
 * What the command line asks for.
 *
 * @param scenarios ids of those to be measured
 * @param contenders those to be measured, the floor among them
 * @param runs measurements of each kind, of which the median is told
 * @param seconds of each measurement; 0 leaves it to the scenario
 * @param warmUpSeconds of saturated load before the first measurement of a JVM, which is slow when cold
 * @param pinned whether the servers get the first processor for themselves and the driver the second
 * @param readme whether the README gets the tables
 */
record Options(
        List<String> scenarios,
        List<Contender> contenders,
        int runs,
        int seconds,
        int warmUpSeconds,
        boolean pinned,
        boolean readme) {

    static Options parse(List<String> arguments) {
        List<String> all = Scenarios.ALL.stream().map(Scenario::id).toList();
        Options options =
                new Options(all, Contenders.ALL, 3, 0, 20, Runtime.getRuntime().availableProcessors() > 1, false);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        if (argument.equals("--free")) {
            return new Options(scenarios, contenders, runs, seconds, warmUpSeconds, false, readme);
        }
        if (argument.equals("--readme")) {
            return new Options(scenarios, contenders, runs, seconds, warmUpSeconds, pinned, true);
        }
        String[] parts = argument.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "--only" -> new Options(scenarios(value), contenders, runs, seconds, warmUpSeconds, pinned, readme);
            case "--servers" -> new Options(scenarios, contenders(value), runs, seconds, warmUpSeconds, pinned, readme);
            case "--runs" ->
                new Options(scenarios, contenders, number(argument, value), seconds, warmUpSeconds, pinned, readme);
            case "--seconds" ->
                new Options(scenarios, contenders, runs, number(argument, value), warmUpSeconds, pinned, readme);
            case "--warm-up" ->
                new Options(scenarios, contenders, runs, seconds, number(argument, value), pinned, readme);
            default -> throw unknown(argument);
        };
    }

    private static List<String> scenarios(String value) {
        List<String> ids = List.of(value.split(","));
        ids.forEach(Scenarios::named);
        return ids;
    }

    /** In the order of the tables, and never without the floor: the machine's speed drifts, and it tells how fast it is now. */
    private static List<Contender> contenders(String value) {
        List<String> names = List.of(value.split(","));
        names.forEach(Contenders::named);
        return Contenders.ALL.stream()
                .filter(contender ->
                        names.contains(contender.name()) || contender.name().equals(Contenders.FLOOR))
                .toList();
    }

    private static int number(String argument, String value) {
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw unknown(argument);
        }
        return Integer.parseInt(value);
    }

    private static IllegalArgumentException unknown(String argument) {
        return new IllegalArgumentException("bench does not know '" + argument + "' (see ./bench --help)");
    }
}
