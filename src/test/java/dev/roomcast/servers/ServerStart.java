package dev.roomcast.servers;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Has the server of this JVM running before Arquillian looks for it, and says where ({@code arquillian.xml}). */
public final class ServerStart implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("roomcast.server") != null) {
            ApplicationServer server = Running.server();
            System.setProperty("roomcast.server.port", Integer.toString(server.port));
            System.setProperty("roomcast.server.administration", Integer.toString(server.administration));
        }
    }
}
