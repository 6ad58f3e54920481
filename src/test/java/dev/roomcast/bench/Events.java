package dev.roomcast.bench;

import java.nio.ByteBuffer;

/**
 * The event that every server is asked to send, about 190 bytes on the wire: what a page of Roomcast gets. Each carries the driver's number as its very
 * last value, where a reader finds it without parsing the rest, whatever the server wraps around it or has written anew.
 */
final class Events {

    static final String NAME = "files:changed";

    private static final String KEY = "\"n\":";

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
        int at = end - 1;
        while (at > start && (in.get(at) == ']' || in.get(at) == '}')) {
            at--;
        }
        int number = 0;
        int power = 1;
        int digits = 0;
        for (; at > start && digits < 9 && in.get(at) >= '0' && in.get(at) <= '9'; at--, digits++) {
            number += (in.get(at) - '0') * power;
            power *= 10;
        }
        return digits > 0 && endsWithKey(in, start, at) ? number : -1;
    }

    /** A server that writes JSON anew may put a blank before the value. */
    private static boolean endsWithKey(ByteBuffer in, int start, int last) {
        int from = (in.get(last) == ' ' ? last - 1 : last) - KEY.length() + 1;
        if (from <= start) {
            return false;
        }
        for (int i = 0; i < KEY.length(); i++) {
            if (in.get(from + i) != KEY.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
