package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.deployment.SystemdUnit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units of systemd: what systemd itself says of them, and what their commands do. */
class SystemdIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path UNITS = Project.file("server-config/systemd");

    /** A unit of one of the two servers that was started as systemd does it. */
    private static final class Started implements AutoCloseable {
        final SystemdUnit unit;
        final URI ready;
        private final Path directory;
        private final ProcessBuilder environment = new ProcessBuilder();
        final Process process;

        Started(String name) throws IOException, InterruptedException {
            directory = Files.createTempDirectory("roomcast-unit-");
            int port = FreePort.next();
            Map<String, String> places = places();
            places.put("/run/roomcast-%i", directory.toString());
            places.put("1%i", Integer.toString(FreePort.next()));
            places.put("%i", Integer.toString(port));
            unit = SystemdUnit.read(UNITS.resolve(name), places);
            ready = URI.create("http://127.0.0.1:" + port + "/api/health/ready");
            environment.environment().putAll(unit.environment());
            environment
                    .environment()
                    .putAll(Map.of(
                            "JDK_JAVA_OPTIONS", "-Xmx512m -XX:+UseSerialGC",
                            "ROOMCAST_DB_URL", "jdbc:h2:mem:roomcast",
                            "ROOMCAST_FILES_DIR", directory.resolve("files").toString(),
                            "ROOMCAST_WILDFLY", Project.wildFly().toString(),
                            "ROOMCAST_WAR", Project.war().toString()));
            assertEquals(0, run("ExecStartPre"));
            process = command(unit.command("ExecStart")).start();
        }

        /** Runs another command of the unit to its end. */
        int run(String key) throws IOException, InterruptedException {
            return command(unit.command(key)).start().waitFor();
        }

        void awaitReady() throws IOException, InterruptedException {
            environment.environment().put("MAINPID", Long.toString(process.pid()));
            assertEquals(0, run("ExecStartPost"), this::log);
        }

        String log() {
            try {
                return Files.readString(directory.resolve("log"));
            } catch (IOException e) {
                return e.toString();
            }
        }

        private ProcessBuilder command(List<String> words) {
            return environment
                    .command(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()));
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Await.until("it has ended", SOON, () -> !process.isAlive());
            Directories.delete(directory);
        }
    }

    /** Where on this machine is what a unit names, but for its instance. */
    private static Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("/opt/roomcast/server-config", UNITS.getParent().toString());
        places.put("/opt/roomcast/payara-micro.jar", Project.payaraMicro().toString());
        places.put("/opt/roomcast/roomcast.war", Project.war().toString());
        places.put("/opt/roomcast/wildfly", Project.wildFly().toString());
        places.put("/usr/bin/java", Project.java());
        return places;
    }

    @Test
    void theUnitsStartAWorkerWaitForItAndStopIt() throws Exception {
        try (Started payara = new Started("roomcast@.service");
                Started wildfly = new Started("roomcast-wildfly@.service")) {
            for (Started worker : List.of(payara, wildfly)) {
                worker.awaitReady();
                assertEquals(200, Http.status(worker.ready));
            }
            for (Started worker : List.of(payara, wildfly)) {
                // To the first process alone, as KillMode=mixed does.
                worker.process.destroy();
            }
            for (Started worker : List.of(payara, wildfly)) {
                int within = Integer.parseInt(worker.unit.one("TimeoutStopSec"));
                assertTrue(worker.process.waitFor(within, TimeUnit.SECONDS), worker::log);
                Set<String> success = Set.of("0", worker.unit.one("SuccessExitStatus"));
                assertTrue(success.contains(Integer.toString(worker.process.exitValue())), worker::log);
                assertFalse(worker.process.descendants().findAny().isPresent());
            }
        }
    }

    @Test
    void waitingEndsWithTheProcessAndWithTheTime() throws Exception {
        String port = Integer.toString(FreePort.next());
        ProcessBuilder waiting =
                new ProcessBuilder(UNITS.resolve("await-ready").toString(), port).redirectErrorStream(true);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        waiting.environment().put("MAINPID", Long.toString(ended.pid()));
        assertEquals("the worker on port " + port + " ended before it was ready; its log says why", failure(waiting));
        waiting.environment()
                .put("MAINPID", Long.toString(ProcessHandle.current().pid()));
        waiting.environment().put("ROOMCAST_READY_SECONDS", "0");
        assertEquals("the worker on port " + port + " is not ready after 0 s; its log says why", failure(waiting));
    }

    @ParameterizedTest
    @ValueSource(strings = {"roomcast@.service", "roomcast-wildfly@.service"})
    void systemdHasNothingToSayAgainstAUnit(String name) throws Exception {
        Path directory = Files.createTempDirectory("roomcast-unit-");
        try {
            Path unit = directory.resolve(name);
            Files.writeString(
                    unit, SystemdUnit.read(UNITS.resolve(name), places()).text());
            ProcessBuilder verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString());
            assertEquals("", output(verify, 0));
            Files.writeString(unit, Files.readString(unit).replace("[Install]", "Sandbox=yes\n[Install]"));
            assertTrue(output(verify, -1).contains("Sandbox"), "it looks at nothing");
        } finally {
            Directories.delete(directory);
        }
    }

    private static String failure(ProcessBuilder command) throws IOException, InterruptedException {
        return output(command, 1);
    }

    /** What it prints; its status must be this one, unless that is negative. */
    private static String output(ProcessBuilder command, int status) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int ended = process.waitFor();
        assertTrue(status < 0 || ended == status, () -> "it ended with " + ended + ": " + said);
        return said;
    }
}
