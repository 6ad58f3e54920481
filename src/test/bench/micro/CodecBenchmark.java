package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Frame;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Packets to text and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private final String json = "{\"reason\":\"updated\",\"seq\":1795376199866,\"worker\":1,\"scope\":\"room:files\","
            + "\"id\":\"42\",\"data\":{\"name\":\"Minutes of the meeting.pdf\",\"n\":42}}";
    private final String event = "2[\"files:changed\"," + json + "]";
    private final String join = "20[\"join\",{\"room\":\"files\",\"since\":1795376199866,\"epoch\":\"e\"}]";
    private final List<Object> arguments = List.of("files", 42L, true);

    /** The event of a room: once for all who hear it. */
    @Benchmark
    public Frame encodeEvent() {
        return Frame.event(PacketEncoder.event("files:changed", json), "key", List.of("files"));
    }

    /** The same with the frame of a WebSocket, for transports that write it themselves. */
    @Benchmark
    public byte[] encodeEventAndFrame() {
        return encodeEvent().webSocketFrames();
    }

    @Benchmark
    public Frame encodeAck() {
        return PacketEncoder.ack("/", 7, arguments);
    }

    @Benchmark
    public Packet decodeEvent() {
        return new PacketDecoder(1_000_000).text(event);
    }

    @Benchmark
    public Packet decodeJoin() {
        return new PacketDecoder(1_000_000).text(join);
    }
}
