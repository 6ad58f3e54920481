package dev.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What Linux tells of some processes, and where they may run. */
final class Processes {

    private static final double MICROS_PER_TICK = 10_000;

    private final List<Long> pids;

    Processes(List<Long> pids) {
        this.pids = List.copyOf(pids);
    }

    List<Long> pids() {
        return pids;
    }

    /** User and system time so far, in µs, in steps of 10 ms. */
    double cpuMicros() throws IOException {
        double sum = 0;
        for (long pid : pids) {
            String stat = Files.readString(proc(pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            sum += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
        }
        return sum;
    }

    /** The same of all threads that live now, in µs, as exact as the scheduler counts; for processes whose threads stay. */
    double exactCpuMicros() throws IOException {
        return threadMicros(thread -> true);
    }

    /** What the compilers of a JVM have used so far, in µs; 0 of those that are none. */
    double compilerMicros() throws IOException {
        return threadMicros(thread -> thread.contains(" Compiler"));
    }

    private double threadMicros(Predicate<String> named) throws IOException {
        double sum = 0;
        for (long pid : pids) {
            try (Stream<Path> threads = Files.list(proc(pid, "task"))) {
                for (Path thread : threads.toList()) {
                    sum += threadMicros(thread, named);
                }
            }
        }
        return sum;
    }

    private static double threadMicros(Path thread, Predicate<String> named) throws IOException {
        try {
            return named.test(Files.readString(thread.resolve("comm")))
                    ? Long.parseLong(Files.readString(thread.resolve("schedstat"))
                                    .split(" ")[0])
                            / 1e3
                    : 0;
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            // It has ended meanwhile.
            return 0;
        }
    }

    double residentKib() throws IOException {
        return status("VmRSS:");
    }

    int threads() throws IOException {
        return (int) status("Threads:");
    }

    private double status(String name) throws IOException {
        double sum = 0;
        for (long pid : pids) {
            sum += Files.readAllLines(proc(pid, "status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return sum;
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    /** Collects the garbage of those that are Java, so that what they hold is what they need. */
    void collectGarbage() throws IOException {
        for (long pid : pids) {
            if (Files.readSymbolicLink(proc(pid, "exe")).endsWith("java")) {
                // The first only enqueues what finalizers and cleaners hold.
                for (int i = 0; i < 2; i++) {
                    run("jcmd", Long.toString(pid), "GC.run");
                }
            }
        }
    }

    /** Keeps all their threads on these processors, such as {@code 0} or {@code 0-1}. */
    void pin(String processors) throws IOException {
        for (long pid : pids) {
            run("taskset", "-acp", processors, Long.toString(pid));
        }
    }

    private static void run(String... command) throws IOException {
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Time that all processes of the machine together, and its kernel, have used, in µs. */
    static double machineMicros() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        long ticks = 0;
        for (int i = 1; i <= 8; i++) {
            boolean idle = i == 4 || i == 5;
            ticks += idle ? 0 : Long.parseLong(fields[i]);
        }
        return ticks * MICROS_PER_TICK;
    }
}
