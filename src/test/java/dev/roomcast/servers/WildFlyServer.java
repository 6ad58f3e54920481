package dev.roomcast.servers;

import dev.roomcast.it.Directories;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Project;
import dev.roomcast.it.WildFly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** WildFly, with a base directory of its own. */
final class WildFlyServer extends ApplicationServer {
    private static final Path SCRIPTS = Project.file("server-config/wildfly");

    private WildFlyServer(Path directory) throws IOException {
        super(directory, FreePort.next(), FreePort.next());
    }

    static WildFlyServer started() throws IOException {
        return new WildFlyServer(Files.createTempDirectory("roomcast-wildfly-"));
    }

    @Override
    List<String> command() throws IOException {
        Directories.copy(Project.wildFly().resolve("standalone"), base());
        Files.copy(Project.postgresDriver(), directory.resolve("postgresql.jar"));
        List<String> options = new ArrayList<>(QUICK_START);
        options.addAll(List.of("-Xmx512m", "-Djboss.https.port=" + FreePort.next()));
        return WildFly.command(base(), port, administration, options);
    }

    private Path base() {
        return directory.resolve("standalone");
    }

    @Override
    boolean isUp() {
        return log().contains("WFLYSRV0025");
    }

    @Override
    void configure() {
        run(lines(SCRIPTS, "roomcast.cli", "behind-proxy.cli", "datasource.cli"));
    }

    @Override
    String configuration() {
        return read(base().resolve("configuration/standalone.xml"));
    }

    @Override
    void set(String setting, String value) {
        run(List.of("/subsystem=microprofile-config-smallrye/config-source=roomcast:map-put(name=properties,key=\""
                + setting + "\",value=\"" + value + "\")"));
    }

    /** By the directory that WildFly watches, so that data source and application come up side by side, as in every restart. */
    @Override
    void deploy(Path war) {
        try {
            Files.copy(war, base().resolve("deployments/" + CONTEXT + ".war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(List.of("reload"));
        awaitReady();
    }

    private void run(List<String> commands) {
        String tool = Project.wildFly().resolve("bin/jboss-cli.sh").toString();
        String file = script("commands.cli", commands).toString();
        administer(
                directory,
                List.of(
                        tool,
                        "--connect",
                        "--timeout=60000",
                        "--controller=127.0.0.1:" + administration,
                        "--file=" + file));
    }
}
