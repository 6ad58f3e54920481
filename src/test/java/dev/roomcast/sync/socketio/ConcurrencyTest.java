package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.roomcast.sync.engineio.EngineSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once. */
@Timeout(60)
class ConcurrencyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    /** A queue that takes all that the threads can emit, so that nobody is closed as a slow client. */
    private static final EngineSettings ROOMY =
            new EngineSettings(300, 200, 500, 1_000_000, 1000, 100_000, 100_000_000, "", Set.of());

    private final ServerFixture fixture = new ServerFixture(SocketIoSettings.DEFAULTS, ROOMY);

    private static void together(IntConsumer work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.accept(number);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void nothingComesBetweenAPacketAndItsAttachments() throws InterruptedException {
        List<Socket> customs = new ArrayList<>();
        fixture.server.namespace("/custom").onConnect(customs::add);
        Peer peer = fixture.join().send("40/custom");
        peer.take();
        List<Socket> sockets = List.of(fixture.socket(0), customs.get(0));
        together(number -> {
            for (int i = 0; i < ROUNDS; i++) {
                byte tag = (byte) number;
                Socket socket = sockets.get(i % 2);
                if (number == 0) {
                    socket.emit("text", i);
                } else {
                    socket.emit("m", new byte[] {tag, 0}, number, new byte[] {tag, 1});
                }
            }
        });
        List<Object> sent = peer.take();
        int packets = 0;
        for (int at = 0; at < sent.size(); packets++) {
            String text = assertInstanceOf(String.class, sent.get(at++));
            if (text.startsWith("452-")) {
                byte tag = Byte.parseByte(text.replaceFirst("^.*},(\\d),\\{.*$", "$1"));
                for (byte part = 0; part < 2; part++) {
                    byte[] attachment = assertInstanceOf(byte[].class, sent.get(at++));
                    assertEquals(List.of(tag, part), List.of(attachment[0], attachment[1]));
                }
            }
        }
        assertEquals(THREADS * ROUNDS, packets);
    }

    @Test
    void noSocketStaysInARoomAfterItsEnd() throws InterruptedException {
        List<Peer> peers = IntStream.range(0, 200).mapToObj(i -> fixture.join()).toList();
        together(number -> {
            for (int i = 0; i < peers.size(); i++) {
                if (number == 0) {
                    peers.get(i).webSocket().disconnect();
                } else if (number == 1) {
                    fixture.socket(i).disconnect();
                } else {
                    fixture.socket(i).join("room " + number);
                }
            }
        });
        assertEquals(Set.of(), fixture.main().rooms().names());
        assertEquals(0, fixture.main().sockets().size());
        assertEquals(0, fixture.server.connections());
    }

    @Test
    void anAnswerAndItsTimeoutCallBackOnce() throws InterruptedException {
        Peer peer = fixture.join();
        AtomicInteger called = new AtomicInteger();
        for (int i = 0; i < ROUNDS; i++) {
            fixture.socket(0).emitWithAck("question", i / 10, (failure, answer) -> called.incrementAndGet());
        }
        together(number -> {
            if (number == 0) {
                fixture.clock.pass(100);
            } else if (number == 1) {
                IntStream.range(0, ROUNDS).forEach(i -> peer.send("43" + i + "[]"));
            }
        });
        assertEquals(ROUNDS, called.get());
    }

    @Test
    void aMailboxRunsOneTaskAtATimeAndAllOfThem() throws InterruptedException {
        Mailbox mailbox = new Mailbox();
        AtomicInteger running = new AtomicInteger();
        Set<Integer> seen = new HashSet<>();
        together(number -> {
            for (int i = 0; i < ROUNDS; i++) {
                int task = number * ROUNDS + i;
                mailbox.run(() -> {
                    assertEquals(1, running.incrementAndGet());
                    seen.add(task);
                    running.decrementAndGet();
                });
            }
        });
        assertEquals(THREADS * ROUNDS, seen.size());
    }
}
