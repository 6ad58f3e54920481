package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaTest {

    @ParameterizedTest
    @CsvSource({
        "/,PAGE",
        "/index.html,PAGE",
        "/files.html,PAGE",
        "/sign-in.html,FREE",
        "/css/app.css,FREE",
        "/js/pages/files.js,FREE",
        "/vendor/idiomorph.js,FREE",
        "/jsx/secret,PAGE",
        "/css,PAGE",
        "/api,API",
        "/api/files,API",
        "/api/session,OPEN_API",
        "/api/sessions,API",
        "/api/session/x,API",
        "/api/sync/events,EVENTS",
        "/api/sync/events/,API",
        "/api/sync/tokens,API",
        "/api/health/ready,FREE",
        "/apis,PAGE",
        "/socket.io/,SOCKET",
        "/socket.io,PAGE"
    })
    void ofPaths(String path, Area area) {
        assertEquals(area, Area.of(path, Set.of("/socket.io/")));
    }
}
