package dev.roomcast.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network by its address and the bits that count, such as {@code 10.0.0.0/8}; a single address has all its bits.
 *
 * @param address its first address
 * @param bits how many leading bits its addresses share
 */
public record Network(InetAddress address, int bits) {
    /** Nothing that would be looked up by name. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    static final String ALLOWED = "a comma-separated list of addresses and networks such as 127.0.0.1 or 10.0.0.0/8";

    /** @throws IllegalArgumentException for a text that is no network */
    static Network parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress address = address(parts[0]).orElseThrow(IllegalArgumentException::new);
        int all = address.getAddress().length * 8;
        int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        SettingForms.require(bits >= 0 && bits <= all);
        return new Network(address, bits);
    }

    /** The address that a text is, without asking anybody for names. */
    public static Optional<InetAddress> address(String text) {
        try {
            return LITERAL.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
