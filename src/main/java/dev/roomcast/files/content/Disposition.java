package dev.roomcast.files.content;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a browser should treat contents: show them, or save them under their name (RFC 6266, RFC 8187). */
final class Disposition {
    private Disposition() {}

    /** The value of {@code Content-Disposition}. Only what cannot carry a script is shown in the page. */
    static String of(String name, String mediaType, boolean download) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        boolean shown = (type.startsWith("image/") && !type.startsWith("image/svg"))
                || type.startsWith("audio/")
                || type.startsWith("video/");
        String plain = name.replaceAll("[^ -~]|[\"\\\\%/]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return (shown && !download ? "inline" : "attachment") + "; filename=\"" + plain + "\"; filename*=UTF-8''"
                + encoded;
    }
}
