package dev.roomcast.bench;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of ./bench that asks for lists of files: each request on few files and on many, with the same server in the same
 * run, so that the ratio of the two says more than the milliseconds of one machine.
 */
final class ListBench {
    private static final int FEW = 100;
    private static final int MANY = 100_000;
    private static final int PAGE = 50;
    private static final int WARM_UPS = 10;
    private static final int RUNS = 40;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String cookie;

    private ListBench(URI server, String cookie) {
        this.server = server;
        this.cookie = cookie;
    }

    /** How long one request took, in ms. */
    private record Times(double median, double p95) {}

    static void run() throws IOException {
        Path directory = Files.createTempDirectory("roomcast-bench-");
        // Or H2 would answer from memory what it was asked before, and people do not all ask the same.
        String database =
                "jdbc:h2:file:" + directory.resolve("lists") + ";AUTO_SERVER=TRUE;OPTIMIZE_REUSE_RESULTS=FALSE";
        System.out.println("Starting one worker on Payara Micro ...");
        try (Worker worker = Worker.roomcast()
                .property("roomcast.db.url", database)
                .environment("ROOMCAST_ADMIN_PASSWORD", SignIn.PASSWORD)
                .javaOptions(Contender.JAVA_OPTIONS)
                .start()) {
            String cookie = SignIn.cookie(worker.uri());
            new ListBench(worker.uri(), cookie).compare(new ManyFiles(database));
        }
    }

    private void compare(ManyFiles database) throws IOException {
        database.fillUpTo(FEW);
        System.out.println("Warming up ...");
        for (int round = 0; round < 3; round++) {
            measure(FEW);
        }
        Map<String, Times> few = measure(FEW);
        System.out.printf("Filling up to %,d files ...%n", MANY);
        database.fillUpTo(MANY);
        Map<String, Times> many = measure(MANY);
        System.out.printf(
                "%n%-34s %11s %11s %13s %13s %8s%n",
                "list of files, " + PAGE + " rows",
                FEW + " p50 ms",
                FEW + " p95 ms",
                MANY + " p50",
                MANY + " p95",
                "ratio");
        many.forEach((name, times) -> System.out.printf(
                "%-34s %11.1f %11.1f %13.1f %13.1f %8.1f%n",
                name,
                few.get(name).median(),
                few.get(name).p95(),
                times.median(),
                times.p95(),
                times.median() / few.get(name).median()));
        System.out.printf("%nOf %d requests each, one after the other. The ratio is that of the medians.%n", RUNS);
    }

    private Map<String, Times> measure(int files) throws IOException {
        Map<String, Times> all = new LinkedHashMap<>();
        for (Map.Entry<String, String> request : requests(files).entrySet()) {
            all.put(request.getKey(), times(request.getValue()));
        }
        return all;
    }

    private static Map<String, String> requests(int files) {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("first page", "");
        requests.put("last page", "&page=" + (files / PAGE - 1));
        for (String sort :
                "-name type size pinned category registrator owner recorded uploaded created changed".split(" ")) {
            requests.put("sorted by " + sort, "&sort=" + sort);
        }
        requests.put("search, few found", "&q=recording%207919");
        requests.put("search, all found", "&q=recording");
        requests.put("search, none found", "&q=nowhere");
        requests.put("of a category", "&category=1");
        requests.put("of a category, by size", "&category=1&sort=-size");
        requests.put("pinned, by time of recording", "&pinned=true&sort=-recorded");
        requests.put("of a type", "&type=video");
        return requests;
    }

    private Times times(String parameters) throws IOException {
        double[] millis = new double[RUNS];
        for (int i = -WARM_UPS; i < RUNS; i++) {
            double took = once("api/files?size=" + PAGE + parameters);
            if (i >= 0) {
                millis[i] = took;
            }
        }
        Arrays.sort(millis);
        return new Times(millis[RUNS / 2], millis[RUNS * 95 / 100]);
    }

    private double once(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Cookie", cookie)
                .build();
        try {
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            double took = (System.nanoTime() - start) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IOException(path + " was answered " + answer.statusCode() + " " + answer.body());
            }
            return took;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
