package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.StringReader;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a diary must find wrong, and what not. Events 10, 20, 30 and 40 of epoch a are published, then 50 and 60 of epoch b; 20 and 40 are of one record. */
class DiaryTest {
    private static final String JOINED = "['ask', 10, 'a'], ['joined', 10, 'a', true, 0]";

    private final NavigableMap<Long, Published.Event> published = new TreeMap<>();
    private final Diary diary = new Diary(
            seq -> java.util.Optional.ofNullable(published.get(seq)),
            (from, to, epoch) -> from >= to
                    ? List.of()
                    : published.subMap(from, false, to, false).values().stream()
                            .filter(event -> event.epoch().equals(epoch))
                            .toList());

    DiaryTest() {
        List.of(10L, 20L, 30L, 40L, 50L, 60L).forEach(seq -> {
            String id = seq == 40 ? "20" : seq.toString();
            published.put(seq, new Published.Event(seq < 50 ? "a" : "b", "e" + seq, 0, seq, "{}", "files:changed", id));
        });
    }

    private List<String> read(String entries) {
        try (var reader = Json.createReader(new StringReader("[" + entries.replace('\'', '"') + "]"))) {
            JsonArray array = reader.readArray();
            return diary.read(array);
        }
    }

    private static String heard(int... seqs) {
        StringBuilder entries = new StringBuilder();
        for (int seq : seqs) {
            int id = seq == 40 ? 20 : seq;
            entries.append(", ['event', %d, '%d'], ['handled', %d, '%d']".formatted(seq, id, seq, id));
        }
        return entries.toString();
    }

    private void assertFound(String what, String entries) {
        List<String> found = read(entries);
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.get(0).startsWith(what), found::toString);
    }

    @Test
    void everythingInOrder() {
        assertEquals(List.of(), read(JOINED + heard(20, 30, 40)));
        assertEquals(3, diary.events());
    }

    @Test
    void aHole() {
        assertFound("never came and was not flagged: 30", JOINED + heard(20, 40));
    }

    @Test
    void aHoleThatALaterEventOfTheSameRecordFills() {
        assertEquals(List.of(), read(JOINED + heard(30, 40)));
    }

    @Test
    void aHoleThatIsFlagged() {
        assertEquals(List.of(), read(JOINED + ", ['resync', 'gap']" + heard(40)));
    }

    @Test
    void disorderOnTheWire() {
        assertTrue(
                read(JOINED + heard(30, 20)).stream().anyMatch(found -> found.startsWith("out of order: 20 after 30")));
    }

    @Test
    void theSameEventHandledTwice() {
        assertFound("handled again", JOINED + heard(20) + ", ['handled', 20, '20']");
    }

    @Test
    void anEventThatTheHandlerNeverHears() {
        assertFound("came and was kept from the handler: 20", JOINED + ", ['event', 20, '20']" + heard(30, 40));
    }

    @Test
    void anEventThatAListHasBrought() {
        assertEquals(List.of(), read(JOINED + ", ['list', 20, 'a'], ['event', 20, '20']" + heard(30)));
    }

    @Test
    void aReplayThatIsNotWhole() {
        assertFound("said to be recovered", "['ask', 10, 'a']" + heard(20) + ", ['joined', 40, 'a', true, 1]");
    }

    @Test
    void aReplayThatHasAHole() {
        assertFound("never came", "['ask', 10, 'a']" + heard(20, 40) + ", ['joined', 40, 'a', true, 2]");
    }

    @Test
    void anotherEpochWithoutAFlag() {
        assertFound("an event of another epoch", JOINED + heard(20, 30, 40, 50));
        assertEquals(List.of(), read(heard(60).substring(2)));
    }

    @Test
    void anotherEpochThatIsFlagged() {
        assertEquals(List.of(), read(JOINED + heard(20, 30, 40) + ", ['resync', 'epoch']" + heard(50, 60)));
        assertEquals(List.of(), read("['cut', 'transport close'], ['ask', 10, 'a'], ['joined', 60, 'b', false, 0]"));
    }

    @Test
    void recoveredInAnotherEpoch() {
        assertFound("recovered across epochs", "['ask', 40, 'a'], ['joined', 60, 'b', true, 0]");
    }

    @Test
    void aHoleAcrossAReconnect() {
        assertEquals(List.of(), read(JOINED + heard(20)));
        assertEquals(
                List.of(), read("['cut', 'x'], ['ask', 20, 'a']" + heard(30, 40) + ", ['joined', 40, 'a', true, 2]"));
        assertFound("said to be recovered", "['cut', 'x'], ['ask', 20, 'a'], ['joined', 40, 'a', true, 0]");
    }
}
