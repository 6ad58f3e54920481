package dev.roomcast.admin;

import dev.roomcast.platform.Setting;
import dev.roomcast.platform.Settings;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A setting as administrators see it.
 *
 * @param value in force; null when there is none, or when it is secret
 * @param set whether somebody has set it
 * @param standard the value that it has when nobody does; empty when it is then absent
 * @param source {@code config}, {@code config.ini} or {@code default}
 */
@JsonbNillable
public record SettingView(
        String name,
        @Nullable String value,
        boolean secret,
        boolean set,

        @JsonbProperty("default") String standard,
        String unit,
        String description,
        String source) {

    static SettingView of(Setting<?> setting, Settings settings, Locale language) {
        Settings.Source source = settings.sourceOf(setting);
        return new SettingView(
                setting.name(),
                settings.shown(setting).orElse(null),
                setting.secret(),
                source != Settings.Source.DEFAULT,
                setting.defaultText(),
                setting.unit(),
                SettingMeanings.of(setting, language),
                source.word());
    }
}
