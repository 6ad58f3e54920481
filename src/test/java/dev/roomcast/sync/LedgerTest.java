package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Map<String, Position> stand = new HashMap<>();
    private final Ledger<String> ledger = new Ledger<>("life", stand::get);

    LedgerTest() {
        for (String room : List.of("files", "users")) {
            ledger.slot(room);
            stand(room, 10);
        }
    }

    private void stand(String room, long seq) {
        stand.put(room, new Position("epoch", seq));
    }

    private Joined joined(String room, boolean recovered) {
        return new Joined(room, stand.get(room), recovered, 0);
    }

    private long heldInFiles(String offset) {
        return ledger.standing("page")
                .orElseThrow()
                .positions(Offset.read(offset).orElseThrow())
                .orElseThrow()
                .get("files")
                .seq();
    }

    private boolean isCertain(String offset) {
        return ledger.standing("page")
                .orElseThrow()
                .positions(Offset.read(offset).orElseThrow())
                .isPresent();
    }

    @Test
    void aReplayedEventNamesItsOwnPositionAndThatOfTheOtherRooms() {
        Offset replayed = Offset.read(ledger.offset("files", 6)).orElseThrow();
        assertEquals(List.of(6L, 10L), replayed.seqs());
    }

    @Test
    void whoCameInWithAPositionHoldsItUntilAReplayArrives() {
        String before = ledger.offset("users", 10);
        ledger.enter("page", joined("files", true), new Position("epoch", 7));
        String replayed = ledger.offset("files", 8);
        assertEquals(7, heldInFiles(before), "the room stood further, but the member did not");
        assertEquals(8, heldInFiles(replayed));
    }

    @Test
    void whoCameInWithoutOneHoldsWhereTheRoomStood() {
        String before = ledger.offset("users", 10);
        stand("files", 12);
        ledger.enter("page", joined("files", true), null);
        assertEquals(12, heldInFiles(before));
    }

    @Test
    void whoJoinsAgainWithoutAPositionStillHoldsWhatArrived() {
        ledger.enter("page", joined("files", true), null);
        String arrived = ledger.offset("files", 11);
        stand("files", 12);
        ledger.offset("files", 12);
        ledger.enter("page", joined("files", true), null);
        assertEquals(11, heldInFiles(arrived), "the other event may not have arrived");
    }

    @Test
    void whoCannotShowToHaveHeardTheLastResyncIsUncertain() {
        ledger.enter("page", joined("files", true), null);
        String before = ledger.offset("files", 11);
        String resync = ledger.flag("files");
        String after = ledger.offset("files", 12);
        assertFalse(isCertain(before));
        assertTrue(isCertain(resync));
        assertTrue(isCertain(after));
        ledger.flag("users");
        assertTrue(isCertain(after), "of a room that it is not in");
    }

    @Test
    void whoCannotShowToHaveHeardThatItMustRefetchIsUncertain() {
        String before = ledger.offset("users", 10);
        ledger.enter("page", joined("files", false), new Position("other", 3));
        assertFalse(isCertain(before));
        assertTrue(isCertain(ledger.offset("files", 11)));
    }

    @Test
    void aRoomThatWasLeftIsForgottenAndSoIsAMember() {
        ledger.enter("page", joined("files", true), null);
        ledger.leave("page", "files");
        assertEquals(List.of(), ledger.standing("page").orElseThrow().places());
        ledger.forget("page");
        assertTrue(ledger.standing("page").isEmpty());
    }
}
