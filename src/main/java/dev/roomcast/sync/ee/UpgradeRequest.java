package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.EngineRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries a checked request through the container's WebSocket handshake: the principal is all that a JSR-356 endpoint
 * gets to see of what a filter has found. The container keeps it as long as the WebSocket lives, and the header fields of
 * each client with it unless they are {@link #take taken} out.
 */
final class UpgradeRequest implements Principal {
    private final String name;
    private final Optional<GrizzlyConnection> connection;
    private final AtomicReference<@Nullable Opening> opening;

    UpgradeRequest(EngineRequest request, Optional<GrizzlyConnection> connection, Optional<Handshake> handshake) {
        this.name = request.visitor().getName();
        this.connection = connection;
        this.opening = new AtomicReference<>(new Opening(request, handshake));
    }

    /** What only the opening of the endpoint needs. */
    private record Opening(EngineRequest request, Optional<Handshake> handshake) {}

    /** The request, once, for the endpoint that is being opened; null from then on, and the handshake is forgotten. */
    @Nullable
    EngineRequest take() {
        Opening taken = opening.getAndSet(null);
        if (taken == null) {
            return null;
        }
        taken.handshake.ifPresent(Handshake::forget);
        return taken.request;
    }

    Optional<GrizzlyConnection> connection() {
        return connection;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String toString() {
        // The request names a sid, and principals end up in containers' logs.
        return name;
    }
}
