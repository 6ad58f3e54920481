package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.OutboundQueue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling as a session's carrier: the GET that is held, and the POST whose body is being read. Guarded by
 * the session's lock.
 */
final class Polling implements Carrier {
    private @Nullable HttpReply get;
    private @Nullable PostBody post;

    @Nullable
    HttpReply held() {
        return get;
    }

    void hold(HttpReply reply) {
        get = reply;
    }

    Optional<HttpReply> release() {
        Optional<HttpReply> held = Optional.ofNullable(get);
        get = null;
        return held;
    }

    @Nullable
    PostBody reading() {
        return post;
    }

    void read(@Nullable PostBody body) {
        post = body;
    }

    @Override
    public boolean ready() {
        return get != null;
    }

    @Override
    public List<Frame> load(OutboundQueue queue) {
        return queue.take(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public boolean takesBursts() {
        return false;
    }

    @Override
    public Runnable depart(List<Frame> frames) {
        Optional<HttpReply> held = release();
        return () -> held.ifPresent(reply -> reply.send(HttpAnswer.payload(Payload.encode(frames))));
    }

    @Override
    public long busySince() {
        return Long.MAX_VALUE;
    }
}
