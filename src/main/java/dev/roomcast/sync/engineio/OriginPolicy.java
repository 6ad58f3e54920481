package dev.roomcast.sync.engineio;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
        String origin = request.header("Origin");
        if (origin.isEmpty() || any) {
            return true;
        }
        String normal = normal(origin);
        return !normal.isEmpty() && (allowed.contains(normal) || normal.equals(normal(ownOrigin(request))));
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

    private static String ownOrigin(EngineRequest request) {
        String scheme = first(request.header("X-Forwarded-Proto"), request.scheme());
        String host = first(request.header("X-Forwarded-Host"), request.header("Host"));
        Matcher pairs = FORWARDED.matcher(first(request.header("Forwarded"), ""));
        while (pairs.find()) {
            if (pairs.group(1).equalsIgnoreCase("proto")) {
                scheme = pairs.group(2);
            } else {
                host = pairs.group(2);
            }
        }
        return scheme + "://" + host;
    }

    /** The first of a comma-separated list: the proxy nearest to the browser. */
    private static String first(String list, String otherwise) {
        String first = list.split(",", 2)[0].strip();
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
