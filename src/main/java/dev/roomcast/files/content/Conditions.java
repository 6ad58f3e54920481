package dev.roomcast.files.content;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a client that holds a copy of some contents asks before it gets them again (RFC 9110, 13). */
final class Conditions {
    private Conditions() {}

    /** The tag of contents: of what they are, and strong. */
    static String tag(Content content) {
        return "\"" + content.sha256() + "\"";
    }

    /** Whether an {@code If-None-Match} header names this tag, in its weak form too: a proxy may have made it so. */
    static boolean has(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }

    /** The range to be sent, unless an {@code If-Range} header tells that the client's part is of other contents. */
    static @Nullable String range(@Nullable String range, @Nullable String ifRange, String tag) {
        return ifRange == null || ifRange.strip().equals(tag) ? range : null;
    }
}
