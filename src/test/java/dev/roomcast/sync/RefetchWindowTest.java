package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefetchWindowTest {

    @ParameterizedTest
    @CsvSource({
        "500, 0, 0",
        "500, 1, 0",
        "500, 75, 0",
        "500, 76, 188",
        "500, 93, 188",
        "500, 500, 1118",
        "500, 501, 1397",
        "500, 2100, 5330",
        "500, 10000, 25411",
        "3, 1, 367",
        "1, 1000000, 600000",
        "1000000, 2147483647, 600000"
    })
    void aRoomSpreadsAsMuchAsTheBoundDemands(int perSecond, int pages, int expectedMs) {
        assertEquals(expectedMs, new RefetchWindow(perSecond).ms(pages));
    }
}
