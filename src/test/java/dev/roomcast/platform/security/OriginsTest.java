package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            http://localhost:8080     | -           | localhost:8080   | true
            http://LOCALHOST:8080     | -           | localhost:8080   | true
            https://example.org       | -           | example.org      | true
            https://example.org       | https       | example.org:443  | true
            https://example.org:443   | https, http | example.org      | true
            http://[::1]:8080         | -           | [::1]:8080       | true
            http://example.org        | https       | example.org      | false
            http://localhost:8080     | -           | localhost:8081   | false
            http://evil.example       | -           | localhost        | false
            http://localhost.evil.com | -           | localhost        | false
            null                      | -           | localhost        | false
            file://localhost          | -           | localhost        | false
            http://a b                | -           | a                | false
            http://localhost          | -           | -                | false
            """)
    void isTheHostThatWasAsked(String origin, String forwardedScheme, String host, boolean same) {
        assertEquals(same, Origins.same(origin, forwardedScheme, host));
    }
}
