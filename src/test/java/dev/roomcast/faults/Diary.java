package dev.roomcast.faults;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what happened on one page, entry by entry, and says what must not have happened: an event that was neither received in order, nor
 * conflated into a later one, nor flagged; one out of order; one that the page's handler heard twice, or never.
 */
final class Diary {
    private final Function<Long, Optional<Published.Event>> published;
    private final Between between;
    private final List<String> violations = new ArrayList<>();
    private final List<Published.Event> unseen = new ArrayList<>();
    /** Up to where nothing is missing on the wire; null while the page knows, or was told, that something may be. */
    private @Nullable Long at;

    private String epoch = "";
    private @Nullable Long asked;
    private long handled = -1;
    private String handledEpoch = "";
    private long listed = -1;
    private String listedEpoch = "";
    private final Set<Long> unhandled = new LinkedHashSet<>();
    private int events;

    /** The events of an epoch behind one number and before another. */
    interface Between {
        List<Published.Event> of(long from, long to, String epoch);
    }

    Diary(Function<Long, Optional<Published.Event>> published, Between between) {
        this.published = published;
        this.between = between;
    }

    /** Reads on, in a moment when everything has arrived; what was found wrong since the last time. */
    List<String> read(JsonArray entries) {
        entries.getValuesAs(JsonArray.class).forEach(this::take);
        unseen.forEach(event -> violations.add("never came and was not flagged: " + event.seq() + " of " + event.id()));
        unhandled.forEach(seq -> violations.add("came and was kept from the handler: " + seq));
        unseen.clear();
        unhandled.clear();
        List<String> found = List.copyOf(violations);
        violations.clear();
        return found;
    }

    /** Events received so far. */
    int events() {
        return events;
    }

    private void take(JsonArray entry) {
        switch (entry.getString(0)) {
            case "ask" -> ask(entry);
            case "joined" -> joined(entry);
            case "event" -> event(entry.getJsonNumber(1).longValue(), entry.getString(2));
            case "resync" -> flagged();
            case "cut" -> at = null;
            case "handled" -> handled(entry.getJsonNumber(1).longValue());
            case "list" -> listed(entry.getJsonNumber(1).longValue(), entry.getString(2));
            default -> {}
        }
    }

    private void ask(JsonArray entry) {
        asked = entry.get(1) == JsonValue.NULL ? null : entry.getJsonNumber(1).longValue();
        at = asked;
        epoch = ((JsonString) entry.get(2)).getString();
    }

    private void joined(JsonArray entry) {
        long seq = entry.getJsonNumber(1).longValue();
        boolean recovered = entry.getBoolean(3);
        if (asked != null && recovered) {
            if (!epoch.equals(entry.getString(2))) {
                violations.add("recovered across epochs at " + seq);
            }
            long missing = at == null ? 0 : between.of(at, seq + 1, epoch).size();
            if (at != null && missing > 0) {
                violations.add("said to be recovered to " + seq + " with " + missing + " missing after " + at);
            }
        } else if (asked != null) {
            flagged();
        }
        epoch = entry.getString(2);
        at = at == null ? seq : Math.max(at, seq);
    }

    private void event(long seq, String id) {
        events++;
        unseen.removeIf(event -> event.id().equals(id));
        Long before = at;
        Optional<Published.Event> event = published.apply(seq);
        if (before != null && event.isPresent()) {
            if (!event.get().epoch().equals(epoch)) {
                violations.add("an event of another epoch without a flag: " + seq);
            } else if (seq <= before) {
                violations.add("out of order: " + seq + " after " + before);
            } else {
                unseen.addAll(between.of(before, seq, epoch));
            }
        }
        at = before == null ? seq : Math.max(before, seq);
        epoch = event.map(Published.Event::epoch).orElse(epoch);
        if (seq > listed) {
            unhandled.add(seq);
        }
    }

    private void flagged() {
        at = null;
        unseen.clear();
        // What the flag is for is fetched; what came before it and was not heard of is part of that.
        unhandled.clear();
    }

    private void handled(long seq) {
        String of = published.apply(seq).map(Published.Event::epoch).orElse(handledEpoch);
        if (of.equals(handledEpoch) && seq <= handled) {
            violations.add("handled again or out of order: " + seq + " after " + handled);
        }
        handled = seq;
        handledEpoch = of;
        unhandled.remove(seq);
    }

    private void listed(long seq, String of) {
        listed = of.equals(listedEpoch) ? Math.max(listed, seq) : seq;
        listedEpoch = of;
        unhandled.removeIf(one -> one <= listed);
    }
}
