package dev.roomcast.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports that nobody listens on, of this machine only. */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int PORTS = 10_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 16 % PORTS));

    private FreePort() {}

    /**
     * A port that was free a moment ago, below those that the kernel gives to connections: one of those may be gone before a
     * server that takes long to start listens on it.
     */
    public static int next() {
        for (int n = 0; n < PORTS; n++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), PORTS);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it: the next one.
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST + " on");
    }
}
