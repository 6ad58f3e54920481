package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private final OutboundQueue queue = new OutboundQueue(
            4, 100, rooms -> Frame.event("resync " + String.join(",", rooms), "resync", List.copyOf(rooms)));

    private static Frame event(String text, String key, String room) {
        return Frame.event(text, key, List.of(room));
    }

    private List<String> takeAll() {
        return queue.take(100, 1_000).stream().map(Frame::text).toList();
    }

    @Test
    void aNewerEventReplacesTheOlderAndGoesToTheEnd() {
        queue.offer(event("old", "k", "files"));
        queue.offer(event("other", "o", "files"));
        queue.offer(event("new!", "k", "files"));
        assertEquals(9, queue.bytes());
        assertEquals(List.of("other", "new!"), takeAll());
        assertTrue(queue.isEmpty());
        assertEquals(0, queue.bytes());
    }

    @Test
    void tooManyEventsGiveWayToOneResyncAndAnswersStay() {
        queue.offer(Frame.of("ack"));
        queue.offer(event("a", "1", "files"));
        queue.offer(event("b", "2", "users"));
        queue.offer(event("c", "3", "files"));
        assertTrue(queue.offer(event("d", "4", "groups")));
        assertTrue(queue.offer(event("e", "5", "files")));
        assertEquals(List.of("ack", "resync files,users,groups", "e"), takeAll());
    }

    @Test
    void aSecondOverflowMergesTheFirst() {
        for (int i = 0; i < 9; i++) {
            assertTrue(queue.offer(event("e" + i, "k" + i, "room" + i)));
        }
        List<String> all = takeAll();
        assertEquals("resync room0,room1,room2,room3,room4,room5,room6,room7,room8", all.get(0));
        assertEquals(1, all.size());
    }

    @Test
    void packetsThatMustNotBeDroppedAreRefusedWhenTheyAloneOverflow() {
        for (int i = 0; i < 4; i++) {
            assertTrue(queue.offer(Frame.of("ack" + i)));
        }
        assertFalse(queue.offer(Frame.of("ack4")));
    }

    @Test
    void bytesAreBoundedButASingleLargePacketGoesOut() {
        assertTrue(queue.offer(Frame.of("x".repeat(500))));
        assertEquals(1, takeAll().size());
        assertTrue(queue.offer(event("x".repeat(60), "a", "files")));
        assertTrue(queue.offer(event("y".repeat(60), "b", "files")));
        assertEquals(List.of("resync files"), takeAll());
    }

    @Test
    void theSamePacketTwiceStaysTwo() {
        Frame ping = Frame.of("2");
        queue.offer(ping);
        queue.offer(ping);
        assertEquals(List.of("2", "2"), takeAll());
    }

    @Test
    void takingIsBoundedByCountAndBytesAndNeverEmptyHanded() {
        queue.offer(Frame.of("x".repeat(40)));
        queue.offer(Frame.of("y"));
        queue.offer(Frame.of("z"));
        assertEquals(1, queue.take(10, 5).size());
        assertEquals(1, queue.take(1, 50).size());
        assertEquals(1, queue.size());
        queue.clear();
        assertTrue(queue.take(1, 1).isEmpty());
    }
}
