package dev.roomcast.bench;

import java.io.IOException;

/** The CPU that everybody has used since a moment. */
final class Usage {

    private final Processes servers;
    private final Processes redises;
    private final double server;
    private final double redis;
    private final double compilers;
    private final double driver;
    private final double machine;
    private final long startNanos = System.nanoTime();

    private Usage(Stage stage) throws IOException {
        servers = stage.processes();
        redises = stage.redis();
        server = servers.cpuMicros();
        redis = redises.exactCpuMicros();
        compilers = servers.compilerMicros();
        driver = Stage.driver().cpuMicros();
        machine = Processes.machineMicros();
    }

    static Usage from(Stage stage) throws IOException {
        return new Usage(stage);
    }

    double serverMicros() throws IOException {
        return servers.cpuMicros() - server;
    }

    /** Exactly: 20 events a second cost less than the step of 10 ms in which the others' time is told. */
    double redisMicros() throws IOException {
        return redises.exactCpuMicros() - redis;
    }

    /** What the compilers of the server's JVM have used, in % of one processor; NaN when it is none. */
    double compilersPercent() throws IOException {
        return compilers > 0 ? percent(Math.max(0, servers.compilerMicros() - compilers)) : Double.NaN;
    }

    /** In % of one processor. */
    double driverPercent() throws IOException {
        return percent(Stage.driver().cpuMicros() - driver);
    }

    /** What neither the server, nor Redis, nor the driver has used, in % of one processor. */
    double othersPercent() throws IOException {
        double ours = serverMicros() + redisMicros() + Stage.driver().cpuMicros() - driver;
        return percent(Math.max(0, Processes.machineMicros() - machine - ours));
    }

    private double percent(double micros) {
        return micros * 1e5 / (System.nanoTime() - startNanos);
    }
}
