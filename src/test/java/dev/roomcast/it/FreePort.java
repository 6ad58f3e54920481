package dev.roomcast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports that nobody listens on, of this machine only. */
public final class FreePort {

    private static final int FIRST_LASTING = 20_000;
    private static final int LASTING = 10_000;
    private static final AtomicInteger NEXT_LASTING =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 16 % LASTING));

    private FreePort() {}

    /**
     * A free port below those that the kernel gives to connections, for a server that takes long to start while many connections are made: one
     * of {@link #next()} may be gone by then.
     */
    public static int lasting() {
        for (int n = 0; n < LASTING; n++) {
            int port = FIRST_LASTING + Math.floorMod(NEXT_LASTING.getAndIncrement(), LASTING);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it: the next one.
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST_LASTING + " on");
    }

    /** A port that was free a moment ago; the kernel hands out others before it comes back to this one. */
    public static int next() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
