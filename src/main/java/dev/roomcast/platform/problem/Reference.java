package dev.roomcast.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Records that refer to another one.
 *
 * @param topic what they are, as events name it
 * @param count how many there are
 * @param examples the names of the first of them
 */
public record Reference(String topic, long count, List<String> examples) {

    Map<String, Object> json() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("topic", topic);
        body.put("count", count);
        body.put("examples", examples);
        return body;
    }

    static long total(List<Reference> references) {
        return references.stream().mapToLong(Reference::count).sum();
    }

    /** As {@code 3 files, 2 users and 1 registrator}. */
    static String inWords(List<Reference> references, Locale language) {
        List<String> words = references.stream()
                .map(one -> Messages.count(language, one.topic(), one.count()))
                .toList();
        int last = words.size() - 1;
        return last == 0
                ? words.get(0)
                : Messages.text(language, "and", String.join(", ", words.subList(0, last)), words.get(last));
    }
}
