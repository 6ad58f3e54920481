package dev.roomcast.sync;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event from the bus to all members of its room, who only count it; times are per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HubBenchmark {

    @Param({"10", "1000"})
    public int members;

    private final AtomicLong clock = new AtomicLong(1);
    private final LocalBus bus = new LocalBus(1000, new TimeSource(clock::incrementAndGet, clock::get));
    private final Counting audience = new Counting();
    private final Hub<Member> hub =
            new Hub<>(bus, new Rooms<>(), audience, Runnable::run, HubSettings.DEFAULT, signal -> {});
    private long events;

    private static final class Member {
        long heard;
    }

    @Setup
    public void fill() {
        hub.start();
        for (int i = 0; i < members; i++) {
            hub.join(new Member(), "files", null, joined -> {});
        }
        drain();
    }

    private void drain() {
        while (hub.step()) {
            // until nothing is left to do
        }
    }

    @Benchmark
    public long fanOut() {
        long event = ++events;
        bus.publish(new Emission("e" + event, "files", "files:changed", Reason.UPDATED, 1, "42", "null"));
        drain();
        return audience.sent;
    }

    private static final class Counting implements Audience<Member> {
        long sent;

        @Override
        public void send(Member member, Frame frame) {
            member.heard += frame.bytes();
            sent++;
        }

        @Override
        public boolean isConnected(Member member) {
            return true;
        }

        @Override
        public Iterable<Member> everyone() {
            return List.of();
        }

        @Override
        public Frame encode(Publication publication) {
            return Frame.event(publication.json(), publication.conflationKey(), List.of(publication.room()));
        }

        @Override
        public Frame resync(List<String> rooms, ResyncReason reason, int withinMs) {
            throw new IllegalStateException("resync of " + rooms + ": the bench lost an event");
        }
    }
}
