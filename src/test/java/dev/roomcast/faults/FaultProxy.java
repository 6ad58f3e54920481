package dev.roomcast.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on a port of 127.0.0.1 that can be broken in several ways, and mended, at any moment and from any thread. A new connection goes to
 * the first of its targets that takes it. Each connection has two threads; there are {@link #MOST} connections at most.
 */
final class FaultProxy implements AutoCloseable {
    static final int MOST = 400;
    private static final int BACKLOG = 200;
    private static final int CONNECT_MS = 2_000;

    private final ServerSocket server;
    private final FaultSwitch faults = new FaultSwitch();
    private final Set<FaultLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile List<Integer> targets;

    private FaultProxy(List<Integer> targets) throws IOException {
        this.targets = List.copyOf(targets);
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        daemon(this::accept, "fault-proxy-" + port()).start();
    }

    /** A proxy that passes everything on to the first of these ports of this machine that takes a connection. */
    static FaultProxy to(Integer... ports) {
        try {
            return new FaultProxy(List.of(ports));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on new connections go elsewhere; those that are open stay where they are. */
    void retarget(List<Integer> ports) {
        targets = List.copyOf(ports);
    }

    /** Breaks or mends it. What a former fault has taken stays lost. */
    void turn(Fault fault) {
        faults.turn(fault);
        if (fault.kind() == Fault.Kind.REFUSE) {
            cutAll();
        } else if (fault.kind() == Fault.Kind.HALF_OPEN) {
            links.forEach(FaultLink::lose);
        }
    }

    Fault fault() {
        return faults.now();
    }

    /** Resets every connection that is open now. */
    void cutAll() {
        links.forEach(FaultLink::cut);
    }

    /** How many connections are open, those included that lead nowhere any more. */
    int connections() {
        return links.size();
    }

    /** How many connections have ever been made to it. */
    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // Closed, or a client that was gone already: the next one counts.
            }
        }
    }

    private void take(Socket client) {
        accepted.incrementAndGet();
        Fault fault = faults.now();
        FaultLink link = new FaultLink(client, faults, links::remove);
        if (fault.kind() == Fault.Kind.REFUSE || links.size() >= MOST) {
            link.cut();
            return;
        }
        links.add(link);
        daemon(() -> open(link), "fault-link").start();
    }

    /** The connection's own thread: a target that hangs keeps nobody else waiting. */
    private void open(FaultLink link) {
        if (faults.now().kind() == Fault.Kind.HALF_OPEN) {
            link.lose();
            link.swallow();
            return;
        }
        Optional<Socket> target = connect();
        if (target.isPresent()) {
            link.carry(target.get());
        } else {
            link.cut();
        }
    }

    private Optional<Socket> connect() {
        for (int port : targets) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
                return Optional.of(socket);
            } catch (IOException e) {
                // The next one, then.
                FaultLink.reset(socket);
            }
        }
        return Optional.empty();
    }
}
