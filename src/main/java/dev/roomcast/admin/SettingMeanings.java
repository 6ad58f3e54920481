package dev.roomcast.admin;

import dev.roomcast.platform.Setting;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** What settings mean: in English as they say themselves, in another language as its {@code settings_*.properties} says. */
final class SettingMeanings {
    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private SettingMeanings() {}

    static String of(Setting<?> setting, Locale language) {
        try {
            return ResourceBundle.getBundle(
                            "settings", language, SettingMeanings.class.getClassLoader(), NO_OTHER_LANGUAGE)
                    .getString(setting.name());
        } catch (MissingResourceException english) {
            return setting.meaning();
        }
    }
}
