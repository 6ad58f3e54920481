package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last argument of an event when lost connections are recovered: where every room that the worker followed stood
 * when the event was sent, this event's own room at the event. Shared by all receivers; only the {@link Standing} of one
 * of them gives it a meaning.
 *
 * @param life names the life of the worker that sent it
 * @param number counts the packets of that life
 * @param seqs the position in each room, by the worker's own order of rooms; {@link #UNKNOWN} where it did not know
 */
public record Offset(String life, long number, List<Long> seqs) {
    /** Stands for a position that cannot be said. */
    static final long UNKNOWN = -1;

    private static final int MAX_LENGTH = 32_768;
    private static final int RADIX = 36;
    /** A life or a number: so short that every number fits a long. */
    private static final Pattern PART = Pattern.compile("[a-z0-9]{0,12}");

    public Offset {
        seqs = List.copyOf(seqs);
    }

    /** Reads what a client sent; empty for anything that {@link #text} does not write. */
    public static Optional<Offset> read(@Nullable Object sent) {
        if (!(sent instanceof String text) || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        boolean wellFormed =
                Arrays.stream(parts).allMatch(part -> PART.matcher(part).matches());
        if (!wellFormed || parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return Optional.empty();
        }
        List<Long> seqs = new ArrayList<>(parts.length - 2);
        for (int i = 2; i < parts.length; i++) {
            seqs.add(parts[i].isEmpty() ? UNKNOWN : Long.parseLong(parts[i], RADIX));
        }
        return Optional.of(new Offset(parts[0], Long.parseLong(parts[1], RADIX), seqs));
    }

    /** As it travels: letters, digits and dots. */
    public String text() {
        StringBuilder out = new StringBuilder(life).append('.').append(Long.toString(number, RADIX));
        for (long seq : seqs) {
            out.append('.');
            if (seq != UNKNOWN) {
                out.append(Long.toString(seq, RADIX));
            }
        }
        return out.toString();
    }

    /** The position in the room of a slot, or {@link #UNKNOWN}. */
    long seq(int slot) {
        return slot < seqs.size() ? seqs.get(slot) : UNKNOWN;
    }
}
