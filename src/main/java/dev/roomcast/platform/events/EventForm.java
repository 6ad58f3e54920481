package dev.roomcast.platform.events;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Reason;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event as another system writes it: {@code {"event":"files:changed","rooms":["files"],"reason":"updated","id":"42","data":{}}}. */
final class EventForm {
    private static final List<String> FIELDS = List.of("event", "rooms", "reason", "id", "data");
    private static final Pattern EVENT = Pattern.compile("(" + Fields.NAME + "):changed");
    private static final int LONGEST_EVENT = 72;
    private static final int LONGEST_REASON = 16;
    private static final int LONGEST_ID = 200;
    private static final int MOST_ROOMS = 100;

    private EventForm() {}

    /**
     * The change that it tells of; answers 400 naming all fields at fault.
     *
     * @param known the rooms that exist
     */
    static Change read(JsonObject sent, List<String> known) {
        Fields fields = new Fields(sent, FIELDS);
        String topic = topic(fields);
        List<String> rooms = rooms(fields, known);
        Reason reason = reason(fields);
        String id = fields.text("id", LONGEST_ID).orElse("");
        fields.check();
        return new Change(topic, reason, id, PlainJson.of(fields.value("data")), rooms);
    }

    private static String topic(Fields fields) {
        Optional<String> event = fields.requiredText("event", LONGEST_EVENT);
        Matcher form = EVENT.matcher(event.orElse(""));
        if (form.matches()) {
            return form.group(1);
        }
        event.ifPresent(wrong -> fields.refuse("event", "field.event"));
        return "";
    }

    private static List<String> rooms(Fields fields, List<String> known) {
        List<String> rooms = fields.names("rooms", MOST_ROOMS);
        if (rooms.contains(Emission.GLOBAL) && rooms.size() > 1) {
            fields.refuse("rooms", "field.rooms.global");
        }
        rooms.stream()
                .filter(room -> !room.equals(Emission.GLOBAL) && !known.contains(room))
                .findFirst()
                .ifPresent(room -> fields.refuse(
                        "rooms", "field.rooms.unknown", Fields.shortened(room), String.join(", ", known)));
        return rooms;
    }

    private static Reason reason(Fields fields) {
        Optional<String> word = fields.requiredText("reason", LONGEST_REASON);
        Optional<Reason> reason = Arrays.stream(Reason.values())
                .filter(one -> one.wire().equals(word.orElse("")))
                .findFirst();
        if (word.isPresent() && reason.isEmpty()) {
            fields.refuse("reason", "field.reason");
        }
        return reason.orElse(Reason.UPDATED);
    }
}
