package dev.roomcast.sync.socketio;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks a client's wish to join a namespace through the middlewares; the first refusal ends the walk. */
final class Admission {
    private static final Refusal FAILED = new Refusal("Internal error");

    private final Iterator<Middleware> middlewares;
    private final SocketHandshake handshake;
    private final HandlerFailures failures;
    private final Consumer<@Nullable Refusal> decision;

    /** @param decision told once, with null when the client may join; on the thread of the last middleware */
    Admission(
            List<Middleware> middlewares,
            SocketHandshake handshake,
            HandlerFailures failures,
            Consumer<@Nullable Refusal> decision) {
        this.middlewares = middlewares.iterator();
        this.handshake = handshake;
        this.failures = failures;
        this.decision = decision;
    }

    void walk() {
        if (!middlewares.hasNext()) {
            decision.accept(null);
            return;
        }
        Middleware middleware = middlewares.next();
        Step step = new Step();
        if (!failures.guard("a middleware", () -> middleware.check(handshake, step))) {
            step.refuse(FAILED);
        }
    }

    /** What one middleware may decide, once. */
    private final class Step implements Middleware.Next {
        private final AtomicBoolean decided = new AtomicBoolean();

        @Override
        public void proceed() {
            if (!decided.getAndSet(true)) {
                walk();
            }
        }

        @Override
        public void refuse(Refusal refusal) {
            if (!decided.getAndSet(true)) {
                decision.accept(refusal);
            }
        }
    }
}
