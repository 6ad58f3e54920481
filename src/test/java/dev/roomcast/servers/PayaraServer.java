package dev.roomcast.servers;

import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The full Payara Server, with a domain of its own. */
final class PayaraServer extends ApplicationServer {
    private static final Path SCRIPTS = Project.file("server-config/payara");
    private static final String DOMAIN = "domain1";
    private static final String ONE_AFTER_THE_OTHER = "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS";

    /** The ports that a domain opens on its own account: HTTPS, RMI-IIOP, JMX, JMS. */
    private static final List<String> FURTHER_PORTS = List.of("8181", "3700", "3820", "3920", "8686", "7676");

    private PayaraServer(Path directory) throws IOException {
        super(directory, FreePort.next(), FreePort.next());
    }

    static PayaraServer started() throws IOException {
        return new PayaraServer(Files.createTempDirectory("roomcast-payara-"));
    }

    @Override
    List<String> command() throws IOException {
        Path domain = directory.resolve(DOMAIN);
        Directories.copy(Project.payaraServer().resolve("glassfish/domains/" + DOMAIN), domain);
        Files.copy(Project.postgresDriver(), domain.resolve("lib/postgresql.jar"));
        Path file = domain.resolve("config/domain.xml");
        String configuration = withPort(withPort(Files.readString(file), "8080", port), "4848", administration);
        for (String further : FURTHER_PORTS) {
            configuration = withPort(configuration, further, FreePort.next());
        }
        Files.writeString(file, configuration);
        List<String> start = new ArrayList<>(asadmin("start-domain", "--domaindir", directory.toString(), "--dry-run"));
        start.add(DOMAIN);
        List<String> command = administer(directory, start)
                .lines()
                .filter(line -> !line.startsWith("Dump of JVM") && !line.startsWith("Command start-domain"))
                .filter(line -> !line.isBlank())
                .collect(Collectors.toCollection(ArrayList::new));
        command.addAll(1, QUICK_START);
        // Operators are told to have it, too; no script can say so twice.
        command.add(1, ONE_AFTER_THE_OTHER);
        return command;
    }

    private static String withPort(String configuration, String from, int to) {
        return configuration.replaceAll(
                "(port|name=\"JMS_PROVIDER_PORT\" value)=\"" + from + "\"", "$1=\"" + to + "\"");
    }

    private static List<String> asadmin(String... words) {
        List<String> command = new ArrayList<>(List.of(Project.java(), "-jar"));
        command.add(Project.payaraServer()
                .resolve("glassfish/lib/client/appserver-cli.jar")
                .toString());
        command.addAll(List.of(words));
        return command;
    }

    @Override
    boolean isUp() {
        return log().contains("startup time");
    }

    @Override
    String log() {
        return super.log() + (Files.exists(serverLog()) ? read(serverLog()) : "");
    }

    private Path serverLog() {
        return directory.resolve(DOMAIN + "/logs/server.log");
    }

    @Override
    void configure() {
        run(lines(SCRIPTS, "roomcast.asadmin", "datasource.asadmin"));
    }

    @Override
    String configuration() {
        return read(directory.resolve(DOMAIN + "/config/domain.xml"));
    }

    @Override
    void set(String setting, String value) {
        run(List.of("set-config-property --source=domain --propertyName=" + setting + " --propertyValue=" + value));
    }

    /** After a restart, as operators are told to: what a listener is told while it runs it takes up at once, now and then badly. */
    @Override
    void deploy(Path war) {
        try {
            Files.delete(serverLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
        run(List.of("deploy --name " + CONTEXT + " --contextroot /" + CONTEXT + " " + war));
        awaitReady();
    }

    private void run(List<String> commands) {
        String file = script("commands.asadmin", commands).toString();
        String said =
                administer(SCRIPTS, asadmin("--port", Integer.toString(administration), "multimode", "--file", file));
        // It ends well when a line in the middle has failed.
        if (said.contains(" failed.")) {
            throw new AssertionError(said);
        }
    }
}
