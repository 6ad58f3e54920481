package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;

/** What refused requests are told. */
final class Problems {

    private Problems() {}

    /** The problem that an answer tells, after RFC 9457; fails when it is told in any other way. */
    static JsonObject expect(ApiClient.Answer answer, int status) {
        answer.expect(status);
        String type = answer.header("content-type").orElse("");
        assertTrue(type.startsWith("application/problem+json"), type);
        JsonObject problem = answer.json();
        assertEquals(status, problem.getInt("status"));
        assertTrue(problem.getString("type").startsWith("urn:roomcast:problem:"), answer::body);
        assertFalse(problem.getString("title").isBlank());
        assertFalse(problem.getString("detail").isBlank());
        return problem;
    }
}
