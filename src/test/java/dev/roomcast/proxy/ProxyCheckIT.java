package dev.roomcast.proxy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Certificates;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import dev.roomcast.it.Worker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The self-check of {@code server-config/check} against a real nginx in front of a real worker: good, and broken in every way it knows. */
class ProxyCheckIT {
    private static final Path SOURCE = Project.file("server-config/check/ProxyCheck.java");
    private static final Map<String, String> PASSWORD = Map.of("ROOMCAST_CHECK_PASSWORD", Cluster.ADMIN_PASSWORD);

    private static final ExecutorService CHECKS = Executors.newFixedThreadPool(4);

    private static final Map<ProxyFault, Future<Report>> REPORTS = new EnumMap<>(ProxyFault.class);
    private static Path classes;
    private static URLClassLoader loader;
    private static Method program;
    private static Worker worker;

    @BeforeAll
    static void startAll() throws Exception {
        worker = Worker.roomcast()
                .databaseInMemory()
                .property("roomcast.socket.ping-interval", "2000")
                .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                .launch();
        classes = Files.createTempDirectory("roomcast-check-");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-Xlint:all", "-Werror", "-d", classes.toString(), SOURCE.toString()));
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        program = loader.loadClass("ProxyCheck")
                .getMethod("run", String[].class, Map.class, PrintStream.class, PrintStream.class);
        worker.awaitReady();
        // The first sign-in takes long.
        ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
        Stream.of(ProxyFault.values())
                .sorted((one, other) -> Boolean.compare(other.isSlow(), one.isSlow()))
                .forEach(fault -> REPORTS.put(fault, CHECKS.submit(() -> check(fault))));
    }

    @AfterAll
    static void stopAll() throws Exception {
        CHECKS.shutdownNow();
        worker.close();
        loader.close();
        Directories.delete(classes);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheFaultByItsRowAndNoOther(ProxyFault fault) throws Exception {
        Report report = REPORTS.get(fault).get(2, TimeUnit.MINUTES);
        assertEquals(fault.rows(), report.faults(), report::whole);
        assertEquals(fault == ProxyFault.BUFFERED_UPLOADS ? 0 : 1, report.status(), report::whole);
        assertTrue(report.rowsWithFix().equals(report.faults()), report::whole);
    }

    /** As an operator runs it. */
    @Test
    void findsNothingWrongWithAGoodConfigurationAndWithTheWorkerItself() throws Exception {
        try (NginxUnderCheck nginx = NginxUnderCheck.inFrontOf(worker, List.of())) {
            Path said = classes.resolve("said.txt");
            ProcessBuilder command = new ProcessBuilder(
                            Project.java(),
                            SOURCE.toString(),
                            nginx.uri("http").toString(),
                            "--worker",
                            worker.uri().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            command.environment().putAll(PASSWORD);
            Process process = command.start();
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it ends");
            Report report = new Report(process.exitValue(), Files.readString(said), "");
            assertEquals(Set.of("ok"), report.results(), report::whole);
            assertEquals(0, report.status(), report::whole);
            assertTrue(report.rows().containsAll(allRows()), report::whole);
        }
    }

    @Test
    void behindTlsItWantsATrustedCertificateOrToBeToldNotToAndHealthMayBeClosed() throws Exception {
        List<NginxUnderCheck.Change> changes = List.of(
                NginxUnderCheck.tls(new Certificates(classes)),
                new NginxUnderCheck.Change("location / {", "location /api/health/ { deny all; }\nlocation / {"));
        try (NginxUnderCheck nginx = NginxUnderCheck.inFrontOf(worker, changes)) {
            String address = nginx.uri("https").toString();
            Report untrusted = run(address);
            assertRefused(untrusted, "the TLS certificate of " + address + " is not trusted");
            Report credulous = run(address, "--insecure");
            assertEquals(Set.of("ok"), credulous.results(), credulous::whole);
        }
    }

    @Test
    void whatCannotBeCheckedIsSaidInOneLine() {
        String nobody = "http://127.0.0.1:" + FreePort.next() + "/";
        String address = worker.uri().toString();
        assertAll(
                () -> assertRefused(run(), "give one address"),
                () -> assertRefused(run("somewhere"), "'somewhere' is neither an option nor an address"),
                () -> assertRefused(run(address, "--login"), "--login needs a value"),
                () -> assertRefused(run(nobody), nobody + " cannot be reached: nobody listens there"),
                () -> assertRefused(run(address + "elsewhere/"), "there is no Roomcast"),
                () -> assertRefused(run(address, "--login", "nobody"), "signing in as nobody failed: 401"));
    }

    private static Report check(ProxyFault fault) throws Exception {
        try (NginxUnderCheck nginx = NginxUnderCheck.inFrontOf(worker, fault.changes())) {
            return run(nginx.uri("http").resolve(fault.path()).toString());
        }
    }

    private static Report run(String... arguments) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = (int) program.invoke(
                null,
                arguments,
                PASSWORD,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Report(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Report report, String words) {
        List<String> lines = report.err()
                .lines()
                .filter(line -> !line.startsWith("Checking ") && !line.equals("  reachable ... ok"))
                .toList();
        assertEquals(2, report.status(), report::whole);
        assertEquals(1, lines.size(), report::whole);
        assertTrue(lines.get(0).startsWith("ProxyCheck: "), report::whole);
        assertTrue(lines.get(0).contains(words), report::whole);
        assertFalse(report.out().contains("|"), report::whole);
    }

    private static Set<String> allRows() {
        return Stream.of(ProxyFault.values())
                .flatMap(fault -> fault.rows().stream())
                .collect(Collectors.toSet());
    }

    /** What a run has said. */
    private record Report(int status, String out, String err) {

        Set<String> rows() {
            return first(line -> true);
        }

        Set<String> faults() {
            return first(cells -> cells.get(1).equals("BROKEN") || cells.get(1).equals("warning"));
        }

        Set<String> rowsWithFix() {
            return first(cells -> !cells.get(3).isEmpty());
        }

        Set<String> results() {
            return table().map(cells -> cells.get(1)).collect(Collectors.toSet());
        }

        String whole() {
            return status + "\n" + err + out;
        }

        private Set<String> first(Predicate<List<String>> which) {
            return table().filter(which).map(cells -> cells.get(0)).collect(Collectors.toSet());
        }

        /** The first line of each row. */
        private Stream<List<String>> table() {
            return out.lines()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> Stream.of(line.substring(1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .filter(cells -> !cells.get(0).isEmpty() && !cells.get(1).equals("result"));
        }
    }
}
