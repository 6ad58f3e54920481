package dev.roomcast.bench;

import java.io.IOException;

/** The CPU that everybody has used since a moment. */
final class Usage {

    private final Stage stage;
    private final long startNanos = System.nanoTime();
    private final double server;
    private final double redis;
    private final double driver;
    private final double machine;

    private Usage(Stage stage) throws IOException {
        this.stage = stage;
        server = stage.processes().cpuMicros();
        redis = stage.redis().cpuMicros();
        driver = Stage.driver().cpuMicros();
        machine = Processes.machineMicros();
    }

    static Usage from(Stage stage) throws IOException {
        return new Usage(stage);
    }

    double serverMicros() throws IOException {
        return stage.processes().cpuMicros() - server;
    }

    double redisMicros() throws IOException {
        return stage.redis().cpuMicros() - redis;
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
