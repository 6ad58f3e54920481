package dev.roomcast.sync;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What waits for one connection; times are per packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueueBenchmark {

    private static final int WAITING = 64;

    private final OutboundQueue queue =
            new OutboundQueue(1024, 1 << 20, rooms -> Frame.event("resync", "resync", List.copyOf(rooms)));
    private final Frame[] events = new Frame[WAITING];

    public QueueBenchmark() {
        for (int i = 0; i < WAITING; i++) {
            events[i] = Frame.event("x".repeat(190), "files:changed\nfiles\n" + i, List.of("files"));
        }
    }

    /** A client that keeps up. */
    @Benchmark
    public List<Frame> offerAndTake() {
        queue.offer(events[0]);
        return queue.take(16, 1 << 16);
    }

    /** One that is behind. */
    @Benchmark
    @OperationsPerInvocation(WAITING)
    public int offerManyAndTake() {
        for (Frame event : events) {
            queue.offer(event);
        }
        return queue.take(WAITING, 1 << 20).size();
    }

    /** One that is behind, while the same element changes again and again. */
    @Benchmark
    @OperationsPerInvocation(WAITING)
    public int replace() {
        for (int i = 0; i < WAITING; i++) {
            queue.offer(events[i % 4]);
        }
        return queue.take(WAITING, 1 << 20).size();
    }
}
