package dev.roomcast.sync.engineio;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which origins may connect: the same one, as the browser sees it through proxies, and those of the settings. Without
 * it any web site could open a socket with a visitor's cookies. Requests without an {@code Origin} come from no
 * browser and are allowed.
 */
public final class OriginPolicy {
    private static final Pattern FORWARDED = Pattern.compile("(?i)(?:^|[;\\s])(proto|host)=\"?([^\";,\\s]+)\"?");

    /** By hand and not by {@code URI}, which finds no host in {@code http://my_host} nor in {@code http://other_host}. */
    private static final Pattern ORIGIN =
            Pattern.compile("([a-z][a-z0-9+.-]*)://(\\[[0-9a-f:.]+]|[^\\[\\]/\\\\:?#@,\\s]+)(?::([0-9]*))?/?");

    private final Set<String> allowed;
    private final boolean any;

    /** @param allowed origins beside the same one; {@code *} for all */
    public OriginPolicy(Set<String> allowed) {
        this.allowed = allowed.stream()
                .map(OriginPolicy::normal)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.any = allowed.contains("*");
    }

    boolean allows(EngineRequest request) {
        return allows(request.scheme(), request::header);
    }

    /**
     * Whether a request may come from where it says.
     *
     * @param scheme as the container sees it
     * @param header the request's header fields by their names; empty when there is none
     */
    public boolean allows(String scheme, UnaryOperator<String> header) {
        String origin = header.apply("Origin");
        if (origin.isEmpty() || any) {
            return true;
        }
        String normal = normal(origin);
        return !normal.isEmpty() && (allowed.contains(normal) || normal.equals(normal(ownOrigin(scheme, header))));
    }

    /**
     * The scheme that the browser used. A proxy that ends TLS and does not say so is recognised by the {@code Origin} of
     * a browser; what a browser can only make worse for itself may be believed.
     */
    public static String scheme(String scheme, UnaryOperator<String> header) {
        String forwarded = forwarded(header, "proto", first(header.apply("X-Forwarded-Proto"), ""));
        if (!forwarded.isEmpty()) {
            return forwarded.toLowerCase(Locale.ROOT);
        }
        boolean silentProxy = header.apply("Origin").toLowerCase(Locale.ROOT).startsWith("https://");
        return silentProxy ? "https" : scheme;
    }

    /** What lets a script of an allowed foreign origin read the answer. */
    Map<String, String> corsHeaders(EngineRequest request) {
        String origin = request.header("Origin");
        if (origin.isEmpty() || !allows(request)) {
            return Map.of();
        }
        if (!allowed.contains(normal(origin)) && any) {
            // Without credentials: no foreign site may read what a visitor's cookies give.
            return Map.of("Access-Control-Allow-Origin", "*");
        }
        return Map.of(
                "Access-Control-Allow-Origin", origin, "Access-Control-Allow-Credentials", "true", "Vary", "Origin");
    }

    private static String ownOrigin(String scheme, UnaryOperator<String> header) {
        String host = first(header.apply("X-Forwarded-Host"), header.apply("Host"));
        return scheme(scheme, header) + "://" + forwarded(header, "host", host);
    }

    /** A part of the standard {@code Forwarded} header, as the proxy nearest to the browser says it. */
    private static String forwarded(UnaryOperator<String> header, String part, String otherwise) {
        String nearest = first(header.apply("Forwarded"), "");
        if (nearest.isEmpty()) {
            return otherwise;
        }
        Matcher pairs = FORWARDED.matcher(nearest);
        String found = otherwise;
        while (pairs.find()) {
            found = pairs.group(1).equalsIgnoreCase(part) ? pairs.group(2) : found;
        }
        return found;
    }

    /** The first of a comma-separated list: the proxy nearest to the browser. */
    private static String first(String list, String otherwise) {
        int comma = list.indexOf(',');
        String first = (comma < 0 ? list : list.substring(0, comma)).strip();
        return first.isEmpty() ? otherwise : first;
    }

    /** Scheme, host and unusual port in lower case; empty when it is no origin with a host, such as {@code null}. */
    private static String normal(String origin) {
        Matcher parts = ORIGIN.matcher(origin.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return "";
        }
        String scheme = parts.group(1);
        String port = parts.group(3) == null ? "" : parts.group(3);
        boolean standard = port.isEmpty()
                || (scheme.equals("http") && port.equals("80"))
                || (scheme.equals("https") && port.equals("443"));
        return scheme + "://" + parts.group(2) + (standard ? "" : ":" + port);
    }
}
