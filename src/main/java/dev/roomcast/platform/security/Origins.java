package dev.roomcast.platform.security;

import dev.roomcast.sync.engineio.OriginPolicy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Tells requests of our own pages from those that a foreign page makes in the user's name, also behind a proxy; by the
 * same policy as the socket.
 */
final class Origins {
    private Origins() {}

    /** The scheme that the browser used: {@code https} or {@code http}. */
    static String scheme(HttpServletRequest request) {
        return OriginPolicy.scheme(request.getScheme(), headers(request));
    }

    /**
     * Whether a request comes from where changes are accepted. One without {@code Origin} does: browsers send it with
     * every change, and scripts have no cookie to steal.
     */
    static boolean accepts(HttpServletRequest request, OriginPolicy policy) {
        return policy.allows(request.getScheme(), headers(request));
    }

    private static UnaryOperator<String> headers(HttpServletRequest request) {
        return name -> Objects.requireNonNullElse(request.getHeader(name), "");
    }
}
