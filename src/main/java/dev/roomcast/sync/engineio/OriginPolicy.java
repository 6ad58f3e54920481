package dev.roomcast.sync.engineio;

import java.net.URI;
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

    private final Set<String> allowed;
    private final boolean any;

    /** @param allowed origins beside the same one; {@code *} for all */
    public OriginPolicy(Set<String> allowed) {
        this.allowed = allowed.stream().map(OriginPolicy::normal).collect(Collectors.toUnmodifiableSet());
        this.any = allowed.contains("*");
    }

    boolean allows(EngineRequest request) {
        String origin = request.header("Origin");
        if (origin.isEmpty() || any) {
            return true;
        }
        String normal = normal(origin);
        return allowed.contains(normal) || normal.equals(normal(ownOrigin(request)));
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

    private static String normal(String origin) {
        try {
            URI uri = URI.create(origin.strip().toLowerCase(Locale.ROOT));
            String scheme = String.valueOf(uri.getScheme());
            boolean standard = uri.getPort() < 0
                    || (scheme.equals("http") && uri.getPort() == 80)
                    || (scheme.equals("https") && uri.getPort() == 443);
            return scheme + "://" + uri.getHost() + (standard ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
