package dev.roomcast.platform.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The cookie that carries a session's token: out of scripts' reach, not sent by foreign pages' requests, and over TLS
 * only when it came so.
 */
public final class SessionCookie {
    /** Its name. */
    public static final String NAME = "roomcast_session";

    private SessionCookie() {}

    /** The token that a request carries, if any. */
    public static Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(NAME)) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** A {@code Set-Cookie} value that hands out a token until the browser is closed. */
    public static String issue(HttpServletRequest request, String token) {
        return NAME + "=" + token + attributes(request);
    }

    /** A {@code Set-Cookie} value that takes the cookie back. */
    public static String clear(HttpServletRequest request) {
        return NAME + "=" + attributes(request) + "; Max-Age=0";
    }

    private static String attributes(HttpServletRequest request) {
        String context = request.getContextPath();
        return "; Path=" + (context.isEmpty() ? "/" : context) + "; HttpOnly; SameSite=Lax"
                + (Origins.scheme(request).equals("https") ? "; Secure" : "");
    }
}
