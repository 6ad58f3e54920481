package dev.roomcast.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts WildFly with a WAR as its root application, in a directory of its own. */
final class WildFly {
    private WildFly() {}

    /** The command that starts it; what it needs is copied into the directory. */
    static List<String> command(Path directory, int port, Path war, List<String> javaOptions) throws IOException {
        Path home = Project.wildFly();
        Path server = directory.resolve("server");
        copy(home.resolve("standalone"), server);
        Path configuration = server.resolve("configuration/standalone.xml");
        // The root is ours, no test speaks TLS to it, and contents may be larger than 10 MB.
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("<location name=\"/\" handler=\"welcome-content\"/>", "")
                        .replaceAll("<https-listener [^>]*>", "")
                        .replace("<http-listener ", "<http-listener max-post-size=\"0\" "));
        Files.copy(war, server.resolve("deployments/ROOT.war"));

        var command = new ArrayList<>(List.of(Project.java()));
        command.addAll(javaOptions);
        command.addAll(MODULES);
        command.addAll(List.of("-Djava.net.preferIPv4Stack=true", "-Djboss.home.dir=" + home));
        command.addAll(
                List.of("-Djboss.server.base.dir=" + server, "-Dorg.jboss.boot.log.file=" + server + "/boot.log"));
        command.add("-Dlogging.configuration="
                + server.resolve("configuration/logging.properties").toUri());
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
        command.addAll(List.of("-b", "127.0.0.1", "-bmanagement", "127.0.0.1", "-Djboss.http.port=" + port));
        command.add("-Djboss.management.http.port=" + FreePort.next());
        return command;
    }

    /** What the server's own start script opens of the JDK for it. */
    private static final List<String> MODULES = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
