package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.sync.engineio.OriginPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    private static final OriginPolicy POLICY = new OriginPolicy(Set.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            http://localhost:8080     | -           | localhost:8080   | true
            http://LOCALHOST:8080     | -           | localhost:8080   | true
            https://example.org       | -           | example.org      | true
            https://example.org       | https       | example.org:443  | true
            https://example.org:443   | https, http | example.org      | true
            http://[::1]:8080         | -           | [::1]:8080       | true
            http://example.org        | https       | example.org      | false
            https://example.org       | http        | example.org      | false
            http://localhost:8080     | -           | localhost:8081   | false
            http://evil.example       | -           | localhost        | false
            http://localhost.evil.com | -           | localhost        | false
            null                      | -           | localhost        | false
            file://localhost          | -           | localhost        | false
            http://a b                | -           | a                | false
            http://localhost          | -           | -                | false
            """)
    void isTheHostThatWasAsked(String origin, String forwardedScheme, String host, boolean same) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Origin", origin);
        headers.put("X-Forwarded-Proto", forwardedScheme);
        headers.put("Host", host);
        assertEquals(same, POLICY.allows("http", name -> Objects.requireNonNullElse(headers.get(name), "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            http  | -                    | -     | -                   | http
            https | -                    | -     | -                   | https
            http  | https://example.org  | -     | -                   | https
            http  | http://example.org   | -     | -                   | http
            http  | http://example.org   | https | -                   | https
            http  | -                    | HTTPS | -                   | https
            http  | -                    | -     | for=1.1.1.1;proto=https | https
            https | https://example.org  | http  | -                   | http
            """)
    void knowsTheSchemeOfTheBrowser(
            String scheme, String origin, String forwardedScheme, String forwarded, String expected) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Origin", origin);
        headers.put("X-Forwarded-Proto", forwardedScheme);
        headers.put("Forwarded", forwarded);
        assertEquals(expected, OriginPolicy.scheme(scheme, name -> Objects.requireNonNullElse(headers.get(name), "")));
    }
}
