package dev.roomcast.files.content;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of some contents, as RFC 9110, 14, has it.
 *
 * @param first index of the first byte
 * @param length in bytes
 */
record ByteRange(long first, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /**
     * What a {@code Range} header asks for: empty for a range outside of the contents. Without a header, with a malformed
     * one, and for several ranges at once it is everything, as the RFC allows.
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher range = SINGLE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.of(whole(size));
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(range.group(2)));
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, length));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (!range.group(2).isEmpty() && last < first) {
            return Optional.of(whole(size));
        }
        return first >= size
                ? Optional.empty()
                : Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    boolean isWhole(long size) {
        return length == size;
    }

    /** The value of {@code Content-Range}. */
    String header(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
