package dev.roomcast.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.platform.Setting;
import dev.roomcast.platform.Settings;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SettingMeaningsTest {

    @Test
    void everySettingIsExplainedInBothLanguages() {
        for (Setting<?> setting : Settings.all()) {
            assertEquals(setting.meaning(), SettingMeanings.of(setting, Locale.ENGLISH));
            String russian = SettingMeanings.of(setting, Locale.forLanguageTag("ru"));
            assertTrue(russian.codePoints().anyMatch(c -> c >= 'а' && c <= 'я'), setting.name() + ": " + russian);
        }
    }
}
