package dev.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells about the server's process, and where it may run. */
final class ServerProcess {

    private static final double MICROS_PER_TICK = 10_000;

    private ServerProcess() {}

    /** User and system time so far, in µs, in steps of 10 ms; NaN where there is no /proc. */
    static double cpuMicros(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Keeps all threads of a process on one processor; false where that cannot be. */
    static boolean pin(long pid, int processor) {
        try {
            return new ProcessBuilder("taskset", "-acp", Integer.toString(processor), Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
