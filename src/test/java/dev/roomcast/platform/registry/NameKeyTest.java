package dev.roomcast.platform.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NameKeyTest {
    @Test
    void theSameNameTypedOtherwiseIsTheSame() {
        assertEquals(NameKey.of("Žluťoučký"), NameKey.of("ŽLUŤOUČKÝ"));
        assertEquals(NameKey.of("\u017d"), NameKey.of("Z\u030c"));
    }

    @Test
    void neverLongerThanItsColumn() {
        assertEquals(100, NameKey.of("\u0130".repeat(100), 100).length());
    }
}
