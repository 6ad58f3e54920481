package dev.roomcast.platform.problem;

import java.util.List;

/**
 * What is wrong with one field of the input.
 *
 * @param field its name in the JSON
 * @param key the message's key
 * @param arguments the message's arguments
 */
public record FieldError(String field, String key, List<Object> arguments) {}
