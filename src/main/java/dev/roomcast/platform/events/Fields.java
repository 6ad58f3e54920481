package dev.roomcast.platform.events;

import dev.roomcast.platform.problem.FieldError;
import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of a JSON object, read strictly: gathers what is wrong with them, so that who sent it learns all of it at
 * once. For one thread.
 */
final class Fields {
    /** What topics and rooms are called, as in the settings. */
    static final String NAME = "[A-Za-z0-9_.-]{1,64}";

    private static final int MOST_ERRORS = 20;
    private static final int LONGEST_FIELD = 64;
    private static final Pattern UNPAIRED = Pattern.compile("[\\ud800-\\udfff]");

    private final JsonObject sent;
    private final List<FieldError> errors = new ArrayList<>();

    /** @param known the fields that may be there */
    Fields(JsonObject sent, List<String> known) {
        this.sent = sent;
        sent.keySet().stream()
                .filter(name -> !known.contains(name))
                .limit(MOST_ERRORS)
                .forEach(name -> refuse(shortened(name), "field.unexpected", String.join(", ", known)));
    }

    /** Says what is wrong with a field; the arguments are the message's. */
    void refuse(String field, String key, Object... arguments) {
        errors.add(new FieldError(field, key, List.of(arguments)));
    }

    /** Whether a field is there and not null. */
    boolean has(String name) {
        return sent.containsKey(name) && sent.get(name) != JsonValue.NULL;
    }

    /** A text without spaces around it; empty when it is absent, or refused. */
    Optional<String> text(String name, int longest) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!(sent.get(name) instanceof JsonString json)) {
            refuse(name, "field.text");
            return Optional.empty();
        }
        String text = json.getString().strip();
        if (text.length() > longest) {
            refuse(name, "field.Size", longest);
            return Optional.empty();
        }
        if (UNPAIRED.matcher(text).find()) {
            refuse(name, "field.Pattern");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** The same of a field that must be there and say something. */
    Optional<String> requiredText(String name, int longest) {
        Optional<String> text = text(name, longest);
        if (!has(name)) {
            refuse(name, "field.NotNull");
        } else if (text.filter(String::isEmpty).isPresent()) {
            refuse(name, "field.NotBlank");
            return Optional.empty();
        }
        return text;
    }

    /** A list of at least one name, each of them once; empty when it is absent, or refused. */
    List<String> names(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        boolean isList = sent.get(name) instanceof JsonArray list
                && !list.isEmpty()
                && list.size() <= most
                && list.stream().allMatch(JsonString.class::isInstance);
        if (!isList) {
            refuse(name, "field.names", most);
            return List.of();
        }
        sent.getJsonArray(name).getValuesAs(JsonString::getString).forEach(names::add);
        return List.copyOf(names);
    }

    /** Any JSON value in plain Java; null when it is absent. */
    JsonValue value(String name) {
        return sent.getOrDefault(name, JsonValue.NULL);
    }

    /** Answers 400 naming all fields at fault, if there are any. */
    void check() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }

    static String shortened(String text) {
        return text.length() > LONGEST_FIELD ? text.substring(0, LONGEST_FIELD) + "…" : text;
    }
}
