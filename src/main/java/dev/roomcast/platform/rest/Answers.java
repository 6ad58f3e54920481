package dev.roomcast.platform.rest;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.Position;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers that carry an {@code ETag}, and what clients make of it. */
@ApplicationScoped
public class Answers {
    /** A version, also after a proxy has compressed the answer and so made its tag a weak one. */
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private static final System.Logger LOG = System.getLogger(Answers.class.getName());

    /** Fields without a value are there as null: a page that edits a record sees which there are. */
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig().withNullValues(true));

    @PreDestroy
    void close() {
        try {
            jsonb.close();
        } catch (Exception ignored) {
            LOG.log(System.Logger.Level.DEBUG, "JSON binding did not close", ignored);
        }
    }

    /** A list, tagged by its body; 304 without it when the client has the same. */
    public Response list(Request request, Object list) {
        return of(request, snapshot(Map.of(), list));
    }

    /** What is to be shown, as JSON. */
    Snapshot snapshot(Map<String, Position> positions, Object shown) {
        byte[] body = jsonb.toJson(shown).getBytes(StandardCharsets.UTF_8);
        return new Snapshot(positions, body, hash(body));
    }

    /** The same, once it is JSON. */
    Response of(Request request, Snapshot shown) {
        EntityTag tag = new EntityTag(shown.tag(), true);
        Response.ResponseBuilder unchanged = unchanged(request, tag);
        return unchanged != null
                ? unchanged.tag(tag).build()
                : Response.ok(shown.body(), MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                        .tag(tag)
                        .build();
    }

    private static Response.@Nullable ResponseBuilder unchanged(Request request, EntityTag tag) {
        try {
            return request.evaluatePreconditions(tag);
        } catch (ProcessingException | IllegalArgumentException notTags) {
            // A tag without its quotes, or half of one, is none of ours.
            return null;
        }
    }

    /** One record, tagged by its version. */
    public Response.ResponseBuilder one(int status, Object item, long version) {
        return Response.status(status)
                .entity(jsonb.toJson(item))
                .type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .tag(new EntityTag(Long.toString(version)));
    }

    /**
     * The version that an {@code If-Match} header demands; empty when it demands none. One that cannot be a version
     * matches nothing: 412.
     */
    public static OptionalLong demandedVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher version = VERSION.matcher(ifMatch.strip());
        if (!version.matches()) {
            throw ProblemException.of(412, "changed-meanwhile");
        }
        return OptionalLong.of(Long.parseLong(version.group(1)));
    }

    /** What a client sent as an object of a type; fields that the type does not have are passed over. */
    public <T> T bound(JsonObject sent, Class<T> type) {
        return jsonb.fromJson(sent.toString(), type);
    }

    /** A value with the fields replaced that a patch names, as RFC 7396 says. */
    @SuppressWarnings("unchecked")
    public <T> T merged(T value, JsonObject patch) {
        JsonValue whole = jsonb.fromJson(jsonb.toJson(value), JsonObject.class);
        JsonValue result = Json.createMergePatch(patch).apply(whole);
        return (T) jsonb.fromJson(result.toString(), value.getClass());
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
