package dev.roomcast.platform;

import java.util.Locale;
import java.util.function.Function;

/**
 * One setting: how it is called, what it may be, and what stands in the README's table about it.
 *
 * @param <T> what its text becomes
 * @param name its MicroProfile Config name
 * @param defaultText what it is when nobody sets it; empty when it is then absent
 * @param unit {@code ms}, {@code s}, {@code bytes}, ... or empty
 * @param meaning what it does, for the README
 * @param allowed what it may be, completing the sentence "allowed is ..."
 * @param secret whether its value must not be shown
 * @param parse makes the value of a text; throws {@link IllegalArgumentException} for one that is not allowed
 */
public record Setting<T>(
        String name,
        String defaultText,
        String unit,
        String meaning,
        String allowed,
        boolean secret,
        Function<String, T> parse) {

    /** The value of a text; throws {@link BadSettingException} for one that is not allowed. */
    T valueOf(String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException notAllowed) {
            String shown = secret ? "wrong (its value is secret)" : "'" + text + "'";
            throw new BadSettingException(name + " is " + shown + "; allowed is " + allowed);
        }
    }

    /** The environment variable that sets it. */
    String environmentName() {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    Setting<T> asSecret() {
        return new Setting<>(name, defaultText, unit, meaning, allowed, true, parse);
    }
}
