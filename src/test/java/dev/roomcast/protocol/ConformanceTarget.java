package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;

/** Where the conformance server listens. */
final class ConformanceTarget {
    private ConformanceTarget() {}

    static URI uri() {
        String uri = System.getProperty("roomcast.conformance.uri");
        return uri == null ? abort("no conformance server") : URI.create(uri);
    }
}
