package dev.roomcast.platform.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.platform.problem.FieldError;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.JsonText;
import dev.roomcast.sync.Reason;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormTest {
    private static final List<String> ROOMS = List.of("index", "files");

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }

    private static Change read(String text) {
        return EventForm.read(json(text), ROOMS);
    }

    @Test
    void theWholeFormIsRead() {
        Change change = read("{'event':'files:changed','rooms':['files','index','files'],'reason':'toggled','id':'42',"
                + "'data':{'name':'ä','list':[1,2.50,true,null,'\\ud800']}}");
        assertEquals("files", change.topic());
        assertEquals(Reason.TOGGLED, change.reason());
        assertEquals("42", change.id());
        assertEquals(List.of("files", "index"), change.rooms());
        assertEquals("{\"name\":\"ä\",\"list\":[1,2.50,true,null,\"\\ud800\"]}", JsonText.of(change.data()));
    }

    @Test
    void whatIsLeftOutIsLeftToTheTable() {
        Change change = read("{'event':'any_topic-1.x:changed','reason':'updated','rooms':null,'data':null}");
        assertEquals(new Change("any_topic-1.x", Reason.UPDATED, "", null), change);
        assertEquals(
                List.of("global"),
                read("{'event':'a:changed','reason':'added','rooms':['global']}")
                        .rooms());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                              | event field.NotNull, reason field.NotNull",
                "{'event':'','reason':' '}                                       | event field.NotBlank, reason field.NotBlank",
                "{'event':1,'reason':[]}                                         | event field.text, reason field.text",
                "{'event':'files','reason':'updated'}                            | event field.event",
                "{'event':'files:added','reason':'updated'}                      | event field.event",
                "{'event':'sync:resync','reason':'updated'}                      | event field.event",
                "{'event':':changed','reason':'updated'}                         | event field.event",
                "{'event':'a b:changed','reason':'updated'}                      | event field.event",
                "{'event':'a\\nb:changed','reason':'updated'}                    | event field.event",
                "{'event':'files:changed','reason':'Updated'}                    | reason field.reason",
                "{'event':'files:changed','reason':'updated','id':42}            | id field.text",
                "{'event':'files:changed','reason':'updated','id':'\\ud800'}     | id field.Pattern",
                "{'event':'files:changed','reason':'updated','rooms':'files'}    | rooms field.names",
                "{'event':'files:changed','reason':'updated','rooms':[]}         | rooms field.names",
                "{'event':'files:changed','reason':'updated','rooms':[1]}        | rooms field.names",
                "{'event':'files:changed','reason':'updated','rooms':['nowhere']} | rooms field.rooms.unknown",
                "{'event':'files:changed','reason':'updated','rooms':['global','files']} | rooms field.rooms.global",
                "{'event':'files:changed','reason':'updated','room':'files'}     | room field.unexpected",
            })
    void whatIsWrongIsNamed(String sent, String errors) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read(sent));
        assertEquals(400, refused.problem().status());
        assertEquals(
                errors,
                refused.problem().errors().stream()
                        .map(error -> error.field() + " " + error.key())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void longTextsAreNeitherTakenNorSentBack() {
        String longId = "{'event':'files:changed','reason':'updated','id':'" + "x".repeat(201) + "'}";
        assertEquals(List.of("field.Size"), keys(longId));
        String longTopic = "{'event':'" + "x".repeat(65) + ":changed','reason':'updated'}";
        assertEquals(List.of("field.Size"), keys(longTopic));
        String longName = "{'event':'files:changed','reason':'updated','" + "x".repeat(10_000) + "':1}";
        ProblemException refused = assertThrows(ProblemException.class, () -> read(longName));
        assertTrue(refused.problem().errors().get(0).field().length() < 100);
        StringBuilder many = new StringBuilder("{'event':'files:changed','reason':'updated'");
        for (int i = 0; i < 1_000; i++) {
            many.append(",'k").append(i).append("':1");
        }
        assertEquals(20, keys(many.append('}').toString()).size());
    }

    private static List<String> keys(String sent) {
        return assertThrows(ProblemException.class, () -> read(sent)).problem().errors().stream()
                .map(FieldError::key)
                .toList();
    }
}
