package dev.roomcast.bench;

import java.nio.ByteBuffer;

/**
 * The event that every server is asked to send, about 190 bytes on the wire: what a page of Roomcast gets. Each carries the driver's number at its
 * end, where a reader finds it without parsing the rest, whatever the server wraps around it or has written anew.
 */
final class Events {

    static final String NAME = "files:changed";

    private static final String KEY = "\"n\":";
    /** What a server that writes JSON anew makes of it. */
    private static final String WIDE_KEY = KEY + ' ';
    /** What Roomcast adds for the pages of a large room. */
    private static final String WINDOW = ",\"within\":";

    private Events() {}

    static String room(int number) {
        return "files-" + number;
    }

    /** The event object. Its {@code id} is its own: a newer event of the same element may replace an older one on its way. */
    static String json(int number, int room) {
        return "{\"reason\":\"updated\",\"seq\":1795376199866,\"worker\":1,\"scope\":\"room:" + room(room)
                + "\",\"id\":\"" + number + "\",\"data\":{\"name\":\"Minutes of the meeting.pdf\"," + KEY + number
                + "}}";
    }

    /** The number of the event that ends here, from the digits before its closing brackets; -1 when it is none of ours. */
    static int number(ByteBuffer in, int start, int end) {
        int last = beforeDigits(in, start, end);
        if (endsWith(WINDOW, in, start, last)) {
            end = last - WINDOW.length() + 1;
            last = beforeDigits(in, start, end);
        }
        return endsWith(KEY, in, start, last) || endsWith(WIDE_KEY, in, start, last) ? digits(in, last + 1) : -1;
    }

    /** Where the last value, a number, is preceded by something else. */
    private static int beforeDigits(ByteBuffer in, int start, int end) {
        int at = end - 1;
        while (at > start && (in.get(at) == ']' || in.get(at) == '}')) {
            at--;
        }
        while (at > start && isDigit(in.get(at))) {
            at--;
        }
        return at;
    }

    private static int digits(ByteBuffer in, int from) {
        int number = 0;
        int at = from;
        for (; at < in.limit() && isDigit(in.get(at)); at++) {
            number = number * 10 + in.get(at) - '0';
        }
        return at == from ? -1 : number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static boolean endsWith(String text, ByteBuffer in, int start, int last) {
        int from = last - text.length() + 1;
        if (from <= start) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (in.get(from + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
