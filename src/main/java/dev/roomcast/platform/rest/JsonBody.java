package dev.roomcast.platform.rest;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the JSON object that a request carries, alike on all servers. Answers 400 for anything else, and 413 for one
 * that is longer than any record.
 */
public final class JsonBody {
    /** In bytes; the longest record has some 20,000 when every character of it is escaped. */
    private static final int LONGEST = 65_536;

    private JsonBody() {}

    public static JsonObject read(InputStream body) {
        try (JsonReader reader = Json.createReader(new NulFreeStream(new ByteArrayInputStream(bounded(body))))) {
            return reader.readObject();
        } catch (IOException interrupted) {
            throw ProblemException.of(400, "bad-json");
        }
    }

    private static byte[] bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw ProblemException.of(413, "body-too-large");
        }
        return bytes;
    }
}
