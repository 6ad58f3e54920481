package dev.roomcast.sync.ee;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * What a container's connection keeps of the handshake that made it a WebSocket's: header fields and whatever read them, for
 * as long as the client stays, and for nobody.
 */
interface Handshake {
    /** The handshake that a request is; empty where nothing is known of the container, or it is not as expected. */
    static Optional<Handshake> of(ServletRequest request) {
        return UndertowHandshake.of(request).or(() -> GrizzlyHandshake.of(request));
    }

    /**
     * Lets go of it; to be called by the thread that opens the endpoint, after which the container looks at none of it any
     * more, but for its access log, if it is written later: that finds no header fields.
     */
    void forget();
}
