package dev.roomcast.sync.engineio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole HTTP answer.
 *
 * @param status the status code
 * @param contentType empty when there is no body
 * @param body sent as UTF-8, with its length
 * @param headers further headers
 */
public record HttpAnswer(int status, String contentType, String body, Map<String, String> headers) {

    HttpAnswer(int status, String contentType, String body) {
        this(status, contentType, body, Map.of());
    }

    /** A poll's answer: packets joined as a payload. */
    static HttpAnswer payload(String payload) {
        return new HttpAnswer(200, "text/plain; charset=UTF-8", payload, Map.of("Cache-Control", "no-store"));
    }

    /** An answer without a body. */
    static HttpAnswer empty(int status) {
        return new HttpAnswer(status, "", "");
    }

    HttpAnswer with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new HttpAnswer(status, contentType, body, all);
    }
}
