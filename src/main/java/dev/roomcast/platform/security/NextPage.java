package dev.roomcast.platform.security;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where to go after signing in or choosing a new password: back to the page that was asked for, and never to another site. */
final class NextPage {
    private static final Pattern OWN_PAGE = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\.html");
    private static final int LONGEST_QUERY = 500;

    private NextPage() {}

    /**
     * The address of a page that comes first, relative to the context, that leads back to a page of ours; without a way
     * back for anything else.
     */
    static String behind(String first, String path, @Nullable String query) {
        String page = path.startsWith("/") ? path.substring(1) : path;
        if (!OWN_PAGE.matcher(page).matches()) {
            return first;
        }
        boolean keepQuery = query != null && !query.isEmpty() && query.length() <= LONGEST_QUERY;
        return first + "?next=" + URLEncoder.encode(keepQuery ? page + "?" + query : page, StandardCharsets.UTF_8);
    }
}
