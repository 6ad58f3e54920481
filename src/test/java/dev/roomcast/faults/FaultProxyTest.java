package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int A_WHILE_MS = 150;

    private final List<AutoCloseable> open = new ArrayList<>();
    private EchoServer echo;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = keep(new EchoServer());
        proxy = keep(FaultProxy.to(echo.port()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }

    private Socket connected() throws IOException {
        Socket socket = keep(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(A_WHILE_MS);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout((int) SOON.toMillis());
    }

    private static String echoed(Socket socket, String text) throws IOException {
        say(socket, text);
        return hear(socket, text.length());
    }

    @Test
    void whatIsNotBrokenPassesWholeAndEndsInGoodOrder() throws IOException {
        Socket socket = connected();
        byte[] much = new byte[1_000_000];
        FaultProxy.daemon(() -> assertWritten(socket, much), "writer").start();
        assertArrayEquals(much, socket.getInputStream().readNBytes(much.length));
        socket.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
        Await.until("nothing is left of it", SOON, () -> proxy.connections() == 0);
    }

    private static void assertWritten(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusedMeansReset() throws IOException {
        Socket before = connected();
        assertEquals("a", echoed(before, "a"));
        proxy.turn(Fault.REFUSE);
        assertBroken(before);
        assertBroken(connected());
        proxy.turn(Fault.PASS);
        assertEquals("b", echoed(connected(), "b"));
    }

    private static void assertBroken(Socket socket) {
        assertThrows(SocketException.class, () -> {
            while (socket.getInputStream().read() >= 0) {
                // What was on its way.
            }
            throw new SocketException("ended");
        });
    }

    @Test
    void pausedBytesArriveInTheirOrderLater() throws IOException {
        Socket socket = connected();
        assertEquals("a", echoed(socket, "a"));
        proxy.turn(Fault.PAUSE);
        say(socket, "bc");
        Socket fresh = connected();
        say(fresh, "x");
        assertSilent(socket);
        assertSilent(fresh);
        proxy.turn(Fault.PASS);
        say(socket, "d");
        assertEquals("bcd", hear(socket, 3));
        assertEquals("x", hear(fresh, 1));
    }

    @Test
    void halfOpenNobodyIsEverTold() throws IOException {
        Socket before = connected();
        assertEquals("a", echoed(before, "a"));
        proxy.turn(Fault.HALF_OPEN);
        Socket during = connected();
        say(before, "lost");
        say(during, "lost");
        assertSilent(before);
        assertSilent(during);
        proxy.turn(Fault.PASS);
        say(before, "lost, too");
        say(during, "lost, too");
        assertSilent(before);
        assertSilent(during);
        echo.endAll();
        assertSilent(before);
        assertEquals("b", echoed(connected(), "b"));
        before.close();
        during.close();
        Await.until("only the last is left", SOON, () -> proxy.connections() == 1);
    }

    @Test
    void delayedBytesAreLateAndWhole() throws IOException {
        Socket socket = connected();
        assertEquals("a", echoed(socket, "a"));
        proxy.turn(Fault.delay(A_WHILE_MS));
        long before = System.nanoTime();
        assertEquals("bc", echoed(socket, "bc"));
        assertTrue(
                System.nanoTime() - before >= Duration.ofMillis(2 * A_WHILE_MS).toNanos());
    }

    @Test
    void aCutLeavesAPartOfTheFrame() throws IOException {
        Socket socket = connected();
        assertEquals("a", echoed(socket, "a"));
        proxy.turn(Fault.CUT_MID_FRAME);
        say(socket, "0123456789");
        Await.until("a part arrives", SOON, () -> echo.heard().length() > 1);
        assertBroken(socket);
        assertEquals("a01234", echo.heard());
        proxy.turn(Fault.PASS);
        assertEquals("b", echoed(connected(), "b"));
    }

    @Test
    void throttledBytesTrickle() throws IOException {
        Socket socket = connected();
        proxy.turn(Fault.throttle(1_000));
        long before = System.nanoTime();
        say(socket, "x".repeat(300));
        assertEquals(300, hear(socket, 300).length());
        assertTrue(System.nanoTime() - before >= Duration.ofMillis(300).toNanos());
    }

    @Test
    void aFaultThatEndsHoldsNothingBack() throws IOException {
        Socket socket = connected();
        proxy.turn(Fault.delay(3_600_000));
        say(socket, "a");
        assertSilent(socket);
        proxy.turn(Fault.PASS);
        assertEquals("a", hear(socket, 1));
        proxy.turn(Fault.PAUSE);
        say(socket, "b");
        proxy.cutAll();
        assertBroken(socket);
        assertEquals(0, proxy.connections());
    }

    @Test
    void newConnectionsGoToTheFirstTargetThatIsThere() throws IOException {
        EchoServer second = keep(new EchoServer());
        proxy.retarget(List.of(echo.port(), second.port()));
        Socket before = connected();
        assertEquals("a", echoed(before, "a"));
        assertEquals("a", echo.heard());
        echo.close();
        assertEquals("b", echoed(connected(), "b"));
        assertEquals("b", second.heard());
        second.close();
        assertBroken(connected());
    }

    /** Says back what it hears. */
    private static final class EchoServer implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new ArrayList<>();
        private final StringBuffer heard = new StringBuffer();

        private final Thread accepting = FaultProxy.daemon(this::accept, "echo");

        EchoServer() throws IOException {
            accepting.start();
        }

        int port() {
            return server.getLocalPort();
        }

        String heard() {
            return heard.toString();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    synchronized (sockets) {
                        sockets.add(socket);
                    }
                    FaultProxy.daemon(() -> echo(socket), "echo").start();
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        private void echo(Socket socket) {
            byte[] chunk = new byte[4096];
            try (socket) {
                for (int length = socket.getInputStream().read(chunk);
                        length >= 0;
                        length = socket.getInputStream().read(chunk)) {
                    heard.append(new String(chunk, 0, length, StandardCharsets.US_ASCII));
                    socket.getOutputStream().write(chunk, 0, length);
                }
            } catch (IOException e) {
                // Its client is gone.
            }
        }

        void endAll() throws IOException {
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }

        /** Returns when nobody can be accepted any more. */
        @Override
        public void close() throws IOException {
            server.close();
            try {
                accepting.join(SOON.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            endAll();
        }
    }
}
