package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.sync.Freshness;
import dev.roomcast.sync.Position;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncNamespaceTest {

    @Test
    void aCheckIsAnsweredWithTheEpochOfEachRoom() {
        Freshness freshness =
                new Freshness(Set.of(), Map.of("files", new Position("a", 1), "index", new Position("b", 2)));
        Map<String, Object> answer = SyncNamespace.answer(freshness);
        assertEquals(Map.of("files", 1L, "index", 2L), answer.get("seq"));
        assertEquals(Map.of("files", "a", "index", "b"), answer.get("epochs"));
    }
}
