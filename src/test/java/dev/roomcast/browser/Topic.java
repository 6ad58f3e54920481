package dev.roomcast.browser;

import dev.roomcast.it.ApiClient;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Optional;

/** The five list pages, and what a record of each needs. */
enum Topic {
    FILES("files", "file", "name", Map.of(), "pin"),
    CATEGORIES("categories", "category", "name", Map.of(), "toggle"),
    REGISTRATORS("registrators", "registrator", "name", Map.of("serialNumber", "%s"), "toggle"),
    USERS("users", "user", "fullName", Map.of("login", "%s", "password", "long enough %s"), "toggle"),
    GROUPS("groups", "group", "name", Map.of(), "");

    private final String word;
    private final String one;
    private final String nameField;
    private final Map<String, String> required;
    private final String toggle;

    Topic(String word, String one, String nameField, Map<String, String> required, String toggle) {
        this.word = word;
        this.one = one;
        this.nameField = nameField;
        this.required = required;
        this.toggle = toggle;
    }

    /** As in the page's address and the API's path. */
    String word() {
        return word;
    }

    /** What the ids of one record's elements begin with. */
    String one() {
        return one;
    }

    /** The field that people call the record by. */
    String nameField() {
        return nameField;
    }

    /** What else must be filled in at creation: field and value, with {@code %s} for the record's name. */
    Map<String, String> required() {
        return required;
    }

    /** The {@code data-action} of the button that switches the record's one property, where it has one. */
    Optional<String> toggle() {
        return Optional.of(toggle).filter(action -> !action.isEmpty());
    }

    /** The id of the dialog's field of this name: {@code fullName} of a user is {@code user-full-name}. */
    String fieldId(String field) {
        return one + "-" + field.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    /** What a record of this name is created from. */
    JsonObjectBuilder draft(String name) {
        JsonObjectBuilder draft = Json.createObjectBuilder().add(nameField, name);
        required.forEach((field, value) -> draft.add(field, String.format(value, name)));
        return this == USERS ? draft.add("role", "viewer") : draft;
    }

    /** Creates a record of this name; its id. */
    String create(ApiClient api, String name) {
        return api.post("api/" + word, draft(name).build()).expect(201).id();
    }
}
