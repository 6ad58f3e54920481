package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final Rooms<String> rooms = new Rooms<>();

    @Test
    void aRoomExistsWhileItHasMembers() {
        assertTrue(rooms.join("files", "ann"));
        assertFalse(rooms.join("files", "ann"));
        assertTrue(rooms.join("files", "bob"));
        assertEquals(Set.of("ann", "bob"), Set.copyOf(rooms.members("files")));
        assertTrue(rooms.leave("files", "ann"));
        assertFalse(rooms.leave("files", "ann"));
        assertTrue(rooms.isMember("files", "bob"));
        assertTrue(rooms.leave("files", "bob"));
        assertEquals(Set.of(), rooms.names());
        assertTrue(rooms.members("files").isEmpty());
    }

    @Test
    void comingAndGoingAtOnceLeavesNothingBehind() throws InterruptedException {
        var threads = IntStream.range(0, 4)
                .mapToObj(n -> new Thread(() -> IntStream.range(0, 5_000).forEach(i -> {
                    rooms.join("files", "member" + n);
                    rooms.leave("files", "member" + n);
                })))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Set.of(), rooms.names());
    }
}
