package dev.roomcast.platform.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenDraftTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static TokenDraft read(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return TokenDraft.read(reader.readObject(), List.of("index", "files"), NOW);
        }
    }

    @Test
    void aTokenMayBeForEverythingAndForEver() {
        TokenDraft draft = read("{'name':' billing ','topics':['*'],'rooms':['*']}");
        assertEquals("billing", draft.name());
        assertNull(draft.expiresAt());
        assertEquals(
                Instant.parse("2026-11-01T12:00:00.001Z"),
                read("{'name':'a','topics':['x.y'],'rooms':['global'],'expiresAt':'2026-11-01T12:00:00.001Z'}")
                        .expiresAt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                       | name field.NotNull, topics field.NotNull, rooms field.NotNull",
                "{'name':'a','topics':[],'rooms':['index']}               | topics field.names",
                "{'name':'a','topics':['*','files'],'rooms':['index']}    | topics field.names.form",
                "{'name':'a','topics':['a,b'],'rooms':['index']}          | topics field.names.form",
                "{'name':'a','topics':['a'],'rooms':['nowhere']}          | rooms field.rooms.unknown",
                "{'name':'a','topics':['a'],'rooms':['index'],'expiresAt':'2026-11-01T12:00:00Z'} | expiresAt field.future",
                "{'name':'a','topics':['a'],'rooms':['index'],'expiresAt':'+999999999-01-01T00:00:00Z'} | expiresAt field.future",
                "{'name':'a','topics':['a'],'rooms':['index'],'expiresAt':'tomorrow'}             | expiresAt field.instant",
                "{'name':'a','topics':['a'],'rooms':['index'],'secret':'rc_mine'}                 | secret field.unexpected",
            })
    void whatIsWrongIsNamed(String sent, String errors) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read(sent));
        assertEquals(
                errors,
                refused.problem().errors().stream()
                        .map(error -> error.field() + " " + error.key())
                        .collect(Collectors.joining(", ")));
    }
}
