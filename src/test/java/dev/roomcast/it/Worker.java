package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One worker: a Payara Micro or WildFly process with a WAR, on a free port of 127.0.0.1, in a directory of its own. Whatever a test forgets ends with
 * the test's JVM.
 */
public final class Worker implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(150);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    /** Half of a start is the optimising compiler's, and of the rest a fifth goes into checking bytecode. */
    private static final List<String> QUICK_START = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private final Process process;
    private final Path directory;
    private final int port;
    private final String readyPath;
    private final Thread reaper;

    private Worker(Process process, Path directory, int port, String readyPath) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.readyPath = readyPath;
        this.reaper = new Thread(this::reap);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** A worker to be with this WAR; nothing runs until {@link Plan#start()}. */
    public static Plan with(Path war) {
        return new Plan(war);
    }

    /** A worker to be with the WAR that the build made. */
    public static Plan roomcast() {
        return with(Project.war());
    }

    /** Starts a server by any command, in a directory that is deleted with it. */
    public static Worker launch(
            Path directory, int port, String readyPath, Map<String, String> environment, List<String> command)
            throws IOException {
        var builder = new ProcessBuilder(command)
                // Payara Server reads passwords up to the end of its input before it starts.
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("worker.log").toFile());
        builder.environment().putAll(environment);
        return new Worker(builder.start(), directory, port, readyPath);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything that the process has printed so far. */
    public String log() {
        try {
            return Files.readString(logFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line of the log that holds this text. */
    public Optional<String> logLine(String text) {
        return log().lines().filter(line -> line.contains(text)).findFirst();
    }

    /** Returns when the worker answers 200 on its readiness path; fails with its answer and the end of its log when it ends before, or the time is over. */
    public Worker awaitReady() {
        try {
            Await.until("worker on port " + port + " is ready", READY_WITHIN, () -> !process.isAlive() || isReady());
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage() + "\nIt answers " + Http.answer(uri().resolve(readyPath)) + endOfLog(), late);
        }
        if (!process.isAlive()) {
            throw new AssertionError("The worker ended with " + process.exitValue() + endOfLog());
        }
        return this;
    }

    /** Whether it answers 200 on its readiness path now. */
    public boolean isReady() {
        return Http.status(uri().resolve(readyPath)) == 200;
    }

    /** Returns when the process has ended by itself, as it does when the deployment is refused. */
    public int awaitEnd() {
        Await.until("worker on port " + port + " ends", READY_WITHIN, () -> !process.isAlive());
        return process.exitValue();
    }

    /** Ends the process as an operator would (SIGTERM) and waits for it. */
    public void stop() {
        stopWithin(STOPPED_WITHIN);
    }

    void stopWithin(Duration time) {
        process.destroy();
        if (!endedWithin(time)) {
            kill();
            throw new AssertionError("The worker did not stop within " + time.toSeconds() + " s" + endOfLog());
        }
    }

    /** Ends the process as a power failure would (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        endedWithin(STOPPED_WITHIN);
    }

    /** Stops the process if it still runs, and deletes its directory. */
    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
        } finally {
            forgetReaper();
            Directories.delete(directory);
        }
    }

    private void forgetReaper() {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException theJvmIsEnding) {
            // It runs right now, and finds nothing left to do.
        }
    }

    private void reap() {
        process.destroy();
        if (!endedWithin(Duration.ofSeconds(10))) {
            kill();
        }
        Directories.delete(directory);
    }

    private boolean endedWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path logFile() {
        return directory.resolve("worker.log");
    }

    private String endOfLog() {
        String log = log();
        return "\nIts log ends:\n" + log.substring(Math.max(0, log.length() - 6000));
    }

    /** What a worker shall be started with. */
    public static final class Plan {

        private final Path war;
        private final Map<String, String> properties = new TreeMap<>();
        private final Map<String, String> environment = new TreeMap<>();
        private final List<String> prebootCommands = new ArrayList<>();
        private final List<String> bootCommands = new ArrayList<>();
        private List<String> javaOptions = QUICK_START;
        private int port;
        private int encryptedPort;
        private String readyPath = "api/health/ready";
        private boolean onWildFly;
        private boolean shutUntilDeployed;
        private boolean serversDataSource;
        private boolean quick = true;
        private Optional<Path> archive = Optional.empty();

        private Plan(Path war) {
            this.war = war;
        }

        /** A system property of the worker's JVM, such as a setting of Roomcast. */
        public Plan property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        public Plan environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A command for Payara itself, read before it starts. */
        public Plan prebootCommand(String command) {
            prebootCommands.add(command);
            return this;
        }

        /** A command for the server itself, given before the application is deployed. */
        public Plan bootCommand(String command) {
            bootCommands.add(command);
            return this;
        }

        /** A data source of Payara Micro's own, as {@code server-config/payara} has it; the environment says where its database is. */
        public Plan withServersDataSource() {
            serversDataSource = true;
            return this;
        }

        /** Instead of the options for a quick start: heap, collector, compiler. Started as operators do. */
        public Plan javaOptions(List<String> options) {
            javaOptions = options;
            quick = false;
            return this;
        }

        /** With the optimising compiler, which pays where many tests share a worker: passwords alone are hashed three times as fast. */
        public Plan longLived() {
            javaOptions = List.of("-Xmx512m", "-XX:+UseSerialGC");
            return this;
        }

        /** Payara Micro writes its classes into an archive when it ends, for the quick starts of others. */
        Plan archivingClasses(Path file) {
            archive = Optional.of(file);
            return longLived();
        }

        /** Instead of a free one. */
        public Plan port(int number) {
            port = number;
            return this;
        }

        /** Lets Payara Micro itself encrypt on a port of its own, with a certificate of its own. */
        public Plan alsoEncrypted(int number) {
            encryptedPort = number;
            return this;
        }

        /** WildFly instead of Payara Micro. */
        public Plan onWildFly() {
            onWildFly = true;
            return this;
        }

        /** Lets nobody in before the application is there, as {@code server-config/payara} has it for workers behind a proxy. */
        public Plan shutUntilDeployed() {
            shutUntilDeployed = true;
            return this;
        }

        /** The path, relative to the root, that answers 200 once the application serves. */
        public Plan readyPath(String path) {
            readyPath = path;
            return this;
        }

        /** A database of its own, in memory, that ends with the worker. */
        public Plan databaseInMemory() {
            return property("roomcast.db.url", "jdbc:h2:mem:roomcast;DB_CLOSE_DELAY=-1");
        }

        /** Starts the process and waits until it is ready. */
        public Worker start() {
            Worker worker = launch();
            try {
                return worker.awaitReady();
            } catch (AssertionError e) {
                worker.kill();
                throw e;
            }
        }

        /** Starts the process and does not wait: several workers come up side by side. */
        public Worker launch() {
            int chosen = port == 0 ? FreePort.next() : port;
            try {
                Path directory = Files.createTempDirectory("roomcast-worker-");
                return Worker.launch(directory, chosen, readyPath, environment, command(directory, chosen));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> command(Path directory, int port) throws IOException {
            properties.putIfAbsent(
                    "roomcast.files.dir", directory.resolve("files").toString());
            var settings = new ArrayList<>(javaOptions);
            settings.add("-Djava.io.tmpdir=" + directory);
            properties.forEach((name, value) -> settings.add("-D" + name + "=" + value));
            return onWildFly ? WildFly.command(directory, port, war, settings) : payara(directory, port, settings);
        }

        private List<String> payara(Path directory, int port, List<String> settings) throws IOException {
            // Payara's own services, started side by side, now and then miss each other, and it gives up.
            settings.add("-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS");
            List<String> command = launched(directory.resolve("server"), settings);
            command.addAll(List.of("--nocluster", "--nohostaware", "--disablephonehome"));
            command.addAll(List.of("--prebootcommandfile", preboot(directory).toString()));
            if (shutUntilDeployed) {
                command.addAll(List.of(
                        "--postdeploycommandfile",
                        Project.file("server-config/payara/micro-open.asadmin").toString()));
            }
            if (serversDataSource) {
                Path scripts = Project.file("server-config/payara");
                command.addAll(0, List.of("env", "--chdir=" + scripts));
                command.addAll(List.of("--postbootcommandfile", "datasource.asadmin"));
                command.addAll(List.of("--addlibs", Project.postgresDriver().toString()));
            }
            if (!bootCommands.isEmpty()) {
                Path commands = Files.write(directory.resolve("commands.asadmin"), bootCommands);
                command.addAll(List.of("--postbootcommandfile", commands.toString()));
            }
            if (encryptedPort != 0) {
                command.addAll(List.of("--sslport", Integer.toString(encryptedPort)));
            }
            command.addAll(List.of("--port", Integer.toString(port), "--contextroot", "/", "--deploy", war.toString()));
            return command;
        }

        private List<String> launched(Path root, List<String> settings) throws IOException {
            if (archive.isPresent()) {
                return PayaraMicro.archivingCommand(root, settings, archive.get());
            }
            // Only the jar itself adds libraries to its class path.
            return quick && !serversDataSource
                    ? PayaraMicro.quickCommand(root, settings)
                    : PayaraMicro.command(root, settings);
        }

        /** What operators are given, and listening on this machine only. */
        private Path preboot(Path directory) throws IOException {
            List<String> commands = new ArrayList<>(
                    Files.readAllLines(Project.file("server-config/payara/micro.asadmin"), StandardCharsets.UTF_8));
            commands.add("set configs.config.server-config.network-config.network-listeners.network-listener"
                    + ".http-listener.address=127.0.0.1");
            commands.addAll(prebootCommands);
            if (shutUntilDeployed) {
                commands.addAll(Files.readAllLines(
                        Project.file("server-config/payara/micro-shut.asadmin"), StandardCharsets.UTF_8));
            }
            return Files.write(directory.resolve("preboot.asadmin"), commands);
        }
    }
}
