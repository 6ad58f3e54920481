package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Visitor;
import java.util.Map;

/**
 * What Engine.IO needs to know of an HTTP request.
 *
 * @param method the HTTP method
 * @param upgrade whether it asks to become a WebSocket
 * @param scheme {@code http} or {@code https}, as the container sees it
 * @param query the query parameters, the last value of repeated ones
 * @param headers the header fields; a map that ignores case
 * @param remoteAddress as the container reports it
 * @param visitor who is behind it
 */
public record EngineRequest(
        String method,
        boolean upgrade,
        String scheme,
        Map<String, String> query,
        Map<String, String> headers,
        String remoteAddress,
        Visitor visitor) {

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
