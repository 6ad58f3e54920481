package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetTest {
    private static final long NOW = 1_795_376_199_866L;
    private static final Standing STANDING = new Standing(
            "life1",
            5,
            List.of(
                    new Standing.Place("files", 1, new Position("epoch-0", 7), 10, "epoch-1"),
                    new Standing.Place("global", 0, Position.UNKNOWN, -1, "epoch-2")));

    private static Optional<Map<String, Position>> positions(long number, Long... seqs) {
        return STANDING.positions(new Offset("life1", number, List.of(seqs)));
    }

    @Test
    void anOffsetSurvivesItsJourneyAndIsShort() {
        Offset offset = new Offset("0a1b2c3d4e5f", 123_456, List.of(NOW, 0L, Offset.UNKNOWN, NOW, NOW, NOW, NOW, NOW));
        assertEquals(Optional.of(offset), Offset.read(offset.text()));
        assertTrue(offset.text().length() < 90, offset.text());
    }

    @Test
    void aPositionIsTheOneOfTheOffsetOnceTheMemberIsIn() {
        assertEquals(
                Map.of("files", new Position("epoch-1", 90), "global", new Position("epoch-2", 80)),
                positions(11, 80L, 90L).orElseThrow());
        assertEquals(
                Map.of("files", new Position("epoch-0", 7), "global", new Position("epoch-2", 80)),
                positions(10, 80L, 90L).orElseThrow());
    }

    @Test
    void whatCannotBeSaidIsNotGuessed() {
        assertTrue(positions(4, 80L, 90L).isEmpty(), "below the floor");
        assertTrue(positions(11, 80L).isEmpty(), "a room without a position");
        assertTrue(positions(11, 80L, Offset.UNKNOWN).isEmpty(), "a position that was unknown");
        assertTrue(STANDING.positions(null).isEmpty(), "nothing received, and there is a floor");
        assertTrue(
                STANDING.positions(new Offset("other", 11, List.of(80L, 90L))).isEmpty(), "another life");
    }

    @Test
    void aLostConnectionIsReadAsItWasWrittenAndKeepsItsSecret() {
        Visitor visitor = new Visitor("session", "Анна «a» b", "editor", Locale.ENGLISH);
        Lost lost = Lost.of("the-secret", "sid", visitor, STANDING);
        assertEquals(Optional.of(lost), Lost.read("the-secret", lost.text()));
        assertTrue(lost.belongsTo(visitor));
        assertTrue(!lost.text().contains("the-secret") && !lost.toString().contains("the-secret"));
    }

    @Test
    void anythingElseIsNoLostConnection() {
        String whole = Lost.of("p", "s", Visitor.ANONYMOUS, STANDING).text();
        for (String text : List.of(
                "",
                "\n\n\n\n",
                "2" + whole.substring(1),
                whole.replace("\t10\t", "\tten\t"),
                "1\ts\tl\tx\n\n\n\n",
                whole.replace("epoch-1\t", ""))) {
            assertTrue(Lost.read("p", text).isEmpty(), text);
        }
    }
}
