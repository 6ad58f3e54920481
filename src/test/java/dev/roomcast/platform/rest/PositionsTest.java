package dev.roomcast.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.sync.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    @Test
    void readsWhereRoomsStand() {
        assertEquals(
                Map.of("files", new Position("a-1:b", 1795376199866L), "index", new Position("c", 0)),
                Positions.told("files=1795376199866@a-1:b, index=0@c"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "files",
                "files=1",
                "files=1@",
                "files=@a",
                "=1@a",
                "files=-1@a",
                "files=1234567890123456789@a",
                "files=1@a b",
                "files=1@\u00e4",
                "files=1@a,",
                "files=1@a,index"
            })
    void whatSaysAnythingElseSaysNothing(String header) {
        assertEquals(Map.of(), Positions.told(header));
    }

    @Test
    void nobodyIsInSoManyRooms() {
        assertEquals(Map.of(), Positions.told("files=1@a" + ",files=1@a".repeat(2_000)));
    }
}
