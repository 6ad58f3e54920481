package dev.roomcast.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The token that another system sends instead of a session, after RFC 6750. */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** What {@code Authorization: Bearer} carries; empty when the request has no such header. */
    public static Optional<String> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
