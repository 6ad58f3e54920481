package dev.roomcast.servers;

import dev.roomcast.it.Project;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one server of this JVM, by the system property {@code roomcast.server}: configured twice, with settings of the console, and the WAR. */
final class Running {
    private static final ApplicationServer SERVER = start();
    private static final String ONCE;
    private static final String TWICE;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        SERVER.configure();
        ONCE = SERVER.configuration();
        SERVER.configure();
        TWICE = SERVER.configuration();
        SERVER.set("roomcast.sync.idle-seconds", "77");
        SERVER.set("roomcast.trusted-proxies", "127.0.0.1,10.0.0.0/8");
        SERVER.deploy(Project.war());
    }

    private Running() {}

    static ApplicationServer server() {
        return SERVER;
    }

    static String configuredOnce() {
        return ONCE;
    }

    static String configuredTwice() {
        return TWICE;
    }

    private static ApplicationServer start() {
        try {
            String kind = System.getProperty("roomcast.server");
            return kind.equals("payara") ? PayaraServer.started() : WildFlyServer.started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
