package dev.roomcast.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts WildFly. */
public final class WildFly {
    private WildFly() {}

    /** The command that starts it with a WAR as its root application; what it needs is copied into the directory. */
    static List<String> command(Path directory, int port, Path war, List<String> javaOptions) throws IOException {
        Path server = directory.resolve("server");
        Directories.copy(Project.configuredWildFly(), server);
        Files.copy(war, server.resolve("deployments/ROOT.war"));
        return command(server, port, FreePort.next(), javaOptions);
    }

    /** The command that starts it in a base directory, with ports on 127.0.0.1 for HTTP and for its administration. */
    public static List<String> command(Path server, int port, int management, List<String> javaOptions) {
        Path home = Project.wildFly();
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
        command.add("-Djboss.management.http.port=" + management);
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
}
