package dev.roomcast.platform.rest;

import static jakarta.json.stream.JsonParser.Event.END_ARRAY;
import static jakarta.json.stream.JsonParser.Event.END_OBJECT;
import static jakarta.json.stream.JsonParser.Event.KEY_NAME;
import static jakarta.json.stream.JsonParser.Event.START_ARRAY;
import static jakarta.json.stream.JsonParser.Event.START_OBJECT;
import static jakarta.json.stream.JsonParser.Event.VALUE_STRING;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads the JSON object that a request carries, alike on all servers. Answers 400 for anything else, also for one that
 * goes deeper than any record, and 413 for one that is longer.
 */
public final class JsonBody {
    /** In bytes; the longest record has some 20,000 when every character of it is escaped. */
    private static final int LONGEST = 65_536;

    /** No record goes deeper than two; what goes far deeper would end the thread's stack when it is bound. */
    private static final int DEEPEST = 32;

    private static final Set<JsonParser.Event> OPENING = Set.of(START_OBJECT, START_ARRAY);
    private static final Set<JsonParser.Event> TEXTS = Set.of(KEY_NAME, VALUE_STRING);
    private static final Set<JsonParser.Event> CLOSING = Set.of(END_OBJECT, END_ARRAY);

    private JsonBody() {}

    public static JsonObject read(InputStream body) {
        try {
            byte[] json = bounded(body);
            requireKeepable(json);
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
                return reader.readObject();
            }
        } catch (IOException interrupted) {
            throw ProblemException.of(400, "bad-json");
        }
    }

    /** Refuses what goes too deep, and texts with the character 0, which PostgreSQL takes neither to keep nor to look for. */
    private static void requireKeepable(byte[] json) {
        try (JsonParser parser = Json.createParser(new ByteArrayInputStream(json))) {
            int depth = 0;
            while (parser.hasNext()) {
                JsonParser.Event event = parser.next();
                depth += OPENING.contains(event) ? 1 : CLOSING.contains(event) ? -1 : 0;
                if (depth > DEEPEST) {
                    throw ProblemException.of(400, "bad-json");
                }
                if (TEXTS.contains(event) && parser.getString().indexOf('\0') >= 0) {
                    throw ProblemException.of(400, "bad-text");
                }
            }
        }
    }

    private static byte[] bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw ProblemException.of(413, "body-too-large", LONGEST);
        }
        return bytes;
    }
}
