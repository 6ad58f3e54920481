package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.EngineRequest;
import java.security.Principal;
import java.util.Optional;

/**
 * Carries a checked request through the container's WebSocket handshake: the principal is all that a JSR-356 endpoint
 * gets to see of what a filter has found.
 */
record UpgradeRequest(EngineRequest request, Optional<GrizzlyConnection> connection) implements Principal {

    @Override
    public String getName() {
        return request.visitor().getName();
    }

    @Override
    public String toString() {
        // The request names a sid, and principals end up in containers' logs.
        return getName();
    }
}
