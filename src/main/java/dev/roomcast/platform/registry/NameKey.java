package dev.roomcast.platform.registry;

import java.text.Normalizer;
import java.util.Locale;

/** A name as it is compared, sorted and searched: in lower case, and however its accents were typed. */
public final class NameKey {
    private NameKey() {}

    public static String of(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** For a column of a length: a few letters have two in lower case. */
    public static String of(String text, int longest) {
        String key = of(text);
        return key.length() <= longest ? key : key.substring(0, longest);
    }
}
