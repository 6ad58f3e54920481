package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionCacheTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50);
    private final SessionCache cache = new SessionCache(2, 100, clock::get);
    private final SessionUser anna = new SessionUser("s1", 1, "anna", "viewer", false);

    @Test
    void remembersForItsTimeOnlyAlsoWhenTheClockWraps() {
        cache.keep("a", anna);
        clock.addAndGet(99);
        assertEquals(Optional.of(anna), cache.find("a"));
        clock.addAndGet(1);
        assertTrue(cache.find("a").isEmpty());
    }

    @Test
    void forgetsASessionThatEnds() {
        cache.keep("a", anna);
        cache.forget("s1");
        assertTrue(cache.find("a").isEmpty());
    }

    @Test
    void aSessionThatEndedWhileTheDatabaseWasAskedIsNotKept() {
        cache.forget("s1");
        cache.keep("a", anna);
        assertTrue(cache.find("a").isEmpty());
    }

    @Test
    void forgetsTheEldestWhenFull() {
        cache.keep("a", anna);
        cache.keep("b", anna);
        cache.keep("c", anna);
        assertTrue(cache.find("a").isEmpty());
        assertTrue(cache.find("c").isPresent());
    }
}
