package dev.roomcast.platform.problem;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the server says to people, in English and in Russian. */
public final class Messages {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.forLanguageTag("ru"));
    private static final ResourceBundle.Control ONLY_OURS =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Messages() {}

    /**
     * The language to answer in, of an {@code Accept-Language} header; English when it names none of ours or is not
     * understood.
     */
    public static Locale languageOf(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > 500) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }

    /** A message by its key; the key itself when there is none. */
    public static String text(Locale language, String key, Object... arguments) {
        try {
            String pattern = ResourceBundle.getBundle("messages", language, Messages.class.getClassLoader(), ONLY_OURS)
                    .getString(key);
            return new MessageFormat(pattern, language).format(arguments);
        } catch (MissingResourceException missing) {
            return key;
        }
    }

    /** So many of something, as {@code 3 files}, in the grammar of the language. */
    public static String count(Locale language, String noun, long number) {
        return text(language, "count." + noun + "." + plural(language, number), number);
    }

    private static String plural(Locale language, long number) {
        long tens = number % 100;
        if (!language.getLanguage().equals("ru")) {
            return number == 1 ? "one" : "many";
        }
        if (tens / 10 == 1) {
            return "many";
        }
        long ones = number % 10;
        return ones == 1 ? "one" : ones >= 2 && ones <= 4 ? "few" : "many";
    }
}
