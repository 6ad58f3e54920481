package dev.roomcast.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells requests of our own pages from those that a foreign page makes in the user's name, also behind a proxy. */
final class Origins {
    private Origins() {}

    /** The scheme that the browser used: {@code https} or {@code http}. */
    static String scheme(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        String scheme = forwarded == null ? request.getScheme() : first(forwarded);
        return scheme.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a request comes from where changes are accepted. One without {@code Origin} does: browsers send it with
     * every change, and scripts have no cookie to steal.
     */
    static boolean accepts(HttpServletRequest request, Set<String> allowed) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        String forwardedHost = request.getHeader("X-Forwarded-Host");
        String host = forwardedHost == null ? request.getHeader("Host") : first(forwardedHost);
        return allowed.contains("*")
                || allowed.contains(origin.toLowerCase(Locale.ROOT))
                || same(origin, request.getHeader("X-Forwarded-Proto"), host);
    }

    /**
     * Whether an origin is the host that was asked.
     *
     * @param forwardedScheme what the proxy says the browser used; null when no proxy says so, and then the scheme of
     *     the origin is believed, since a proxy may have ended TLS in silence
     */
    static boolean same(String origin, @Nullable String forwardedScheme, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI theirs = URI.create(origin.toLowerCase(Locale.ROOT));
            String scheme = theirs.getScheme();
            if (theirs.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                return false;
            }
            if (forwardedScheme != null && !scheme.equalsIgnoreCase(first(forwardedScheme))) {
                return false;
            }
            URI ours = URI.create(scheme + "://" + host.toLowerCase(Locale.ROOT));
            return theirs.getHost().equals(ours.getHost()) && port(theirs) == port(ours);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /** Of the values that several proxies have added, the one nearest to the browser. */
    private static String first(String header) {
        int comma = header.indexOf(',');
        return (comma < 0 ? header : header.substring(0, comma)).strip();
    }
}
