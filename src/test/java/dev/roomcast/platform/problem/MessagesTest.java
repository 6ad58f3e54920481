package dev.roomcast.platform.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertEquals(keys("/messages.properties"), keys("/messages_ru.properties"));
    }

    @Test
    void bothLanguagesNameTheSameParameters() throws IOException {
        Properties english = messages("/messages.properties");
        Properties russian = messages("/messages_ru.properties");
        for (String key : english.stringPropertyNames()) {
            assertEquals(parameters(english.getProperty(key)), parameters(russian.getProperty(key)), key);
        }
    }

    @Test
    void theLanguageIsTheBestThatTheBrowserNames() {
        assertEquals(RUSSIAN, Messages.languageOf("ru-RU,ru;q=0.9,en;q=0.8"));
        assertEquals(Locale.ENGLISH, Messages.languageOf("de,fr;q=0.5"));
        assertEquals(Locale.ENGLISH, Messages.languageOf("en-GB,ru;q=0.5"));
        assertEquals(Locale.ENGLISH, Messages.languageOf(null));
        assertEquals(Locale.ENGLISH, Messages.languageOf(";;;q=x"));
    }

    @Test
    void aProblemSpeaksTheLanguage() {
        Problem problem = Problem.invalid(List.of(new FieldError("name", "field.Size", List.of(255))));
        assertTrue(problem.json(Locale.ENGLISH).contains("must not be longer than 255 characters"));
        assertTrue(problem.json(RUSSIAN).contains("не длиннее 255 символов"));
        assertTrue(problem.json(RUSSIAN).contains("\"status\":400"));
    }

    private static Set<String> keys(String resource) throws IOException {
        return messages(resource).stringPropertyNames();
    }

    /** {@code {0}}, {@code {1,number}} and so on, by their numbers; between apostrophes they are plain text. */
    private static Set<String> parameters(String message) {
        String unquoted = message.replace("''", "").replaceAll("'[^']*('|$)", "");
        return Pattern.compile("\\{(\\w+)")
                .matcher(unquoted)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Properties messages(String resource) throws IOException {
        Properties messages = new Properties();
        try (Reader reader =
                new InputStreamReader(MessagesTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            messages.load(reader);
        }
        return messages;
    }
}
