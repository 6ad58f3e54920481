package dev.roomcast.faults;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operating system and the JVM's own tool say of a worker's process. */
final class ServerProcess {
    private static final Pattern USED =
            Pattern.compile("(?m)^\\s*(?:def new generation|tenured generation)\\s.*?used (\\d+)k");
    private static final Pattern OURS = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+dev\\.roomcast\\.sync\\.");
    private static final String ESTABLISHED = "01";
    private static final String CLOSE_WAIT = "08";

    private final long pid;
    private final int port;

    ServerProcess(Worker worker) {
        pid = worker.pid();
        port = worker.port();
    }

    /**
     * What the process holds.
     *
     * @param objects instances of the core's classes that are in use
     */
    record Sample(long heapBytes, int objects, int threads, int files) {}

    Sample sample() {
        return new Sample(heapAfterCollection(), objects(), threads(), files());
    }

    /** Instances of the core's classes after a full collection: sessions, connections, sockets and what they hold. */
    int objects() {
        return OURS.matcher(jcmd("GC.class_histogram"))
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .sum();
    }

    /** Instances of these classes after a full collection. */
    Map<String, Integer> instances(String... types) {
        String histogram = jcmd("GC.class_histogram");
        Map<String, Integer> found = new HashMap<>();
        for (String type : types) {
            Matcher line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+"
                            + Pattern.quote(type.toLowerCase(Locale.ROOT)) + "(?:\\s|$)")
                    .matcher(histogram);
            found.put(type, line.find() ? Integer.parseInt(line.group(1)) : 0);
        }
        return found;
    }

    /** Bytes of the heap that are in use after a full collection. */
    long heapAfterCollection() {
        jcmd("GC.run");
        String info = jcmd("GC.heap_info");
        long used = 0;
        Matcher each = USED.matcher(info);
        while (each.find()) {
            used += Long.parseLong(each.group(1)) * 1024;
        }
        if (used == 0) {
            throw new AssertionError("no heap of a serial collector: " + info);
        }
        return used;
    }

    int threads() {
        String status = read(Path.of("/proc/" + pid + "/status"));
        return Integer.parseInt(status.replaceFirst("(?s).*\nThreads:\\s*(\\d+).*", "$1"));
    }

    int files() {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clients' ports, of those given, whose connections this process still holds. */
    Set<Integer> holds(Collection<Integer> clientPorts) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> read(Path.of(table)).lines().skip(1))
                .map(line -> line.trim().split("\\s+"))
                .filter(column -> portOf(column[1]) == port)
                .filter(column -> column[3].equals(ESTABLISHED) || column[3].equals(CLOSE_WAIT))
                .map(column -> portOf(column[2]))
                .filter(clientPorts::contains)
                .collect(Collectors.toSet());
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jcmd(String command) {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(tool, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
