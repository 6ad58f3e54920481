package dev.roomcast.bench;

/**
 * What the command line asks for.
 *
 * @param clients WebSocket clients in the room
 * @param warmUpSeconds of saturated load before the first measurement: a JVM is slow when cold
 * @param seconds of each measurement
 * @param rate events per second of the steady load
 * @param window events in flight of the saturated load
 * @param runs measurements of each kind, of which the median is told
 * @param pinned whether the server gets the first processor for itself and the driver the second
 */
record Options(int clients, int warmUpSeconds, int seconds, int rate, int window, int runs, boolean pinned) {

    static Options parse(String[] arguments) {
        Options options = new Options(1000, 20, 10, 20, 4, 3, true);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        String[] parts = argument.split("=", 2);
        if (argument.equals("--free")) {
            return new Options(clients, warmUpSeconds, seconds, rate, window, runs, false);
        }
        int number = parts.length == 2 && parts[1].matches("[0-9]{1,6}") ? Integer.parseInt(parts[1]) : -1;
        if (number < 0 || (number == 0 && !parts[0].equals("--warm-up"))) {
            throw new IllegalArgumentException("bench does not know '" + argument + "' (see ./bench --help)");
        }
        return switch (parts[0]) {
            case "--clients" -> new Options(number, warmUpSeconds, seconds, rate, window, runs, pinned);
            case "--warm-up" -> new Options(clients, number, seconds, rate, window, runs, pinned);
            case "--seconds" -> new Options(clients, warmUpSeconds, number, rate, window, runs, pinned);
            case "--rate" -> new Options(clients, warmUpSeconds, seconds, number, window, runs, pinned);
            case "--window" -> new Options(clients, warmUpSeconds, seconds, rate, number, runs, pinned);
            case "--runs" -> new Options(clients, warmUpSeconds, seconds, rate, window, number, pinned);
            default ->
                throw new IllegalArgumentException("bench does not know '" + argument + "' (see ./bench --help)");
        };
    }
}
