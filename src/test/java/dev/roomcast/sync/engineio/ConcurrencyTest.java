package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int SENDERS = 4;
    private static final int EACH = 5_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS + 1);
    private final RecordingApplication application = new RecordingApplication();
    private final InMemoryEngine engine = new InMemoryEngine(
            application,
            new EngineSettings(25_000, 20_000, 10_000, 1_000_000, 10_000, SENDERS * EACH, 10_000_000, "", Set.of()));

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(5, TimeUnit.SECONDS));
    }

    @Test
    void everySendersOrderIsKept() throws Exception {
        MixedTransport transport = new MixedTransport();
        engine.server()
                .webSocket(
                        InMemoryEngine.request("GET", true, "EIO=4&transport=websocket", Map.of(), Visitor.ANONYMOUS),
                        transport);
        Session session = application.session();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            int name = sender;
            senders.add(threads.submit(() -> {
                start.await();
                for (int i = 0; i < EACH; i++) {
                    session.send(Frame.of("4" + name + ":" + i));
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> sender : senders) {
            sender.get(30, TimeUnit.SECONDS);
        }
        assertTrue(transport.complete.await(30, TimeUnit.SECONDS));
        int[] next = new int[SENDERS];
        transport.sent.stream().skip(1).forEach(text -> {
            String[] parts = text.substring(1).split(":");
            assertEquals(next[Integer.parseInt(parts[0])]++, Integer.parseInt(parts[1]));
        });
    }

    /** Completes some sends within the call, some later on another thread, and finds two at a time. */
    private final class MixedTransport implements WebSocketTransport {
        final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
        final CountDownLatch complete = new CountDownLatch(1 + SENDERS * EACH);
        private final AtomicInteger inFlight = new AtomicInteger();

        @Override
        public void send(List<Frame> frames, SendResult done) {
            assertEquals(1, inFlight.incrementAndGet(), "two sends in flight");
            for (Frame frame : frames) {
                sent.add(frame.text());
                complete.countDown();
            }
            Runnable completion = () -> {
                inFlight.decrementAndGet();
                done.sent(true);
            };
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
                threads.execute(completion);
            } else {
                completion.run();
            }
        }

        @Override
        public void close(int code) {}
    }

    @Test
    void aLongQueueIsSentWithoutRecursion() {
        InMemoryWebSocket socket = engine.connect();
        socket.hold();
        for (int i = 0; i < 15_000; i++) {
            application.session().send(Frame.of("4" + i));
        }
        socket.release();
        assertEquals(15_001, socket.sent().size());
    }

    @Test
    void callsToTheListenerNeverOverlap() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<String> heard = new ArrayList<>();
        CountDownLatch closed = new CountDownLatch(1);
        List<Session> sessions = new ArrayList<>();
        InMemoryEngine listened = new InMemoryEngine(session -> {
            sessions.add(session);
            return new SessionListener() {
                @Override
                public void onText(String data) {
                    assertEquals(1, inside.incrementAndGet());
                    heard.add(data);
                    if (data.equals("closeMe")) {
                        sessions.get(0).close(CloseReason.FORCED_CLOSE);
                        heard.add("closeCalled");
                    }
                    inside.decrementAndGet();
                }

                @Override
                public void onBinary(byte[] data) {}

                @Override
                public void onClose(CloseReason reason) {
                    assertEquals(1, inside.incrementAndGet());
                    heard.add(reason.toString());
                    closed.countDown();
                }
            };
        });
        InMemoryWebSocket socket = listened.connect();
        threads.submit(() -> socket.receive("4closeMe")).get(5, TimeUnit.SECONDS);
        socket.receive("4never");
        assertTrue(closed.await(5, TimeUnit.SECONDS));
        assertEquals(List.of("closeMe", "closeCalled", "forced close"), heard);
    }
}
