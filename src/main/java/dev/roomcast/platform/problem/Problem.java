package dev.roomcast.platform.problem;

import dev.roomcast.sync.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why a request failed, as RFC 9457 tells it.
 *
 * @param status the HTTP status
 * @param key the message's key; it also names the problem's type
 * @param arguments the message's arguments
 * @param errors the fields at fault, if any
 * @param references what refers to the record at fault, if that is the problem
 */
public record Problem(
        int status, String key, List<Object> arguments, List<FieldError> errors, List<Reference> references) {
    /** The media type of {@link #json}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String key, Object... arguments) {
        return new Problem(status, key, List.of(arguments), List.of(), List.of());
    }

    /** Input whose fields are not as they must be. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(400, "invalid-input", List.of(), List.copyOf(errors), List.of());
    }

    /** What must be unique is taken already. */
    public static Problem taken(String field) {
        return ofField(409, "conflict", field, "field.taken");
    }

    /**
     * One field is the reason.
     *
     * @param reason the key of the message for the field
     */
    public static Problem ofField(int status, String key, String field, String reason) {
        return new Problem(status, key, List.of(), List.of(new FieldError(field, reason, List.of())), List.of());
    }

    /** A record cannot be deleted while others refer to it. */
    public static Problem inUse(List<Reference> references) {
        return new Problem(409, "in-use", List.of(), List.of(), List.copyOf(references));
    }

    /** The answer's body. */
    public String json(Locale language) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:roomcast:problem:" + key);
        body.put("title", Messages.text(language, "status." + status));
        body.put("status", status);
        body.put("detail", text(language));
        if (!errors.isEmpty()) {
            body.put(
                    "errors",
                    errors.stream().map(error -> json(error, language)).toList());
        }
        if (!references.isEmpty()) {
            body.put("references", references.stream().map(Reference::json).toList());
        }
        return JsonText.of(body);
    }

    /** The problem in words alone, for a person who has no page of ours to show it. */
    public String text(Locale language) {
        return references.isEmpty()
                ? Messages.text(language, key, arguments.toArray())
                : Messages.text(language, key, Reference.inWords(references, language), Reference.total(references));
    }

    private static Map<String, Object> json(FieldError error, Locale language) {
        String message = Messages.text(language, error.key(), error.arguments().toArray());
        return Map.of("field", error.field(), "message", message);
    }
}
