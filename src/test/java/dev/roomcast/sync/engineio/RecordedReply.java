package dev.roomcast.sync.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.jspecify.annotations.Nullable;

/** The client's end of one HTTP request: what it was answered, if it was. */
public final class RecordedReply implements HttpReply {
    private volatile @Nullable HttpAnswer answer;

    @Override
    public synchronized void send(HttpAnswer given) {
        assertFalse(answered(), "answered twice");
        answer = given;
    }

    public boolean answered() {
        return answer != null;
    }

    public HttpAnswer answer() {
        HttpAnswer given = answer;
        assertNotNull(given, "not answered yet");
        return given;
    }

    public int status() {
        return answer().status();
    }

    public String body() {
        assertEquals(200, status(), () -> answer().body());
        return answer().body();
    }
}
