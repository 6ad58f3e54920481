package dev.roomcast.it;

import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * The production WAR plus the test-only handlers of the package {@code dev.roomcast.conformance}, on a worker with short heartbeats, for
 * the public Engine.IO and Socket.IO suites. One for all tests of a JVM; also a program, for {@code ./test conformance-server}.
 */
public final class ConformanceServer {

    /** The public suites ask for 1,000, and tests that join no namespace wait for three pings: 900 by themselves. */
    private static final String CONNECT_TIMEOUT = "roomcast.socket.connect-timeout";

    private static final String HANDLERS = "dev.roomcast.conformance";

    private ConformanceServer() {}

    /** Where it listens; started with the first call. */
    public static URI uri() {
        return Shared.WORKER.uri();
    }

    public static Worker worker() {
        return Shared.WORKER;
    }

    /** Runs it on the port given until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        Worker worker = plan().property(CONNECT_TIMEOUT, "1000")
                .port(Integer.parseInt(arguments[0]))
                .start();
        System.out.println("The conformance server is ready: " + worker.uri());
        new CountDownLatch(1).await();
    }

    /** One of one's own. */
    public static Worker.Plan plan() {
        return Worker.with(TestWar.extended("conformance", HANDLERS))
                .databaseInMemory()
                .property("roomcast.socket.ping-interval", "300")
                .property("roomcast.socket.ping-timeout", "200")
                .property("roomcast.socket.max-payload", "1000000")
                .property(CONNECT_TIMEOUT, "3000");
    }

    private static final class Shared {
        static final Worker WORKER = plan().start();
    }
}
