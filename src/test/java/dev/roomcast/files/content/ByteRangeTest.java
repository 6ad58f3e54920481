package dev.roomcast.files.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-0      | bytes 0-0/10
            bytes=0-       | bytes 0-9/10
            bytes=3-5      | bytes 3-5/10
            bytes=3-500    | bytes 3-9/10
            bytes=9-       | bytes 9-9/10
            bytes=-1       | bytes 9-9/10
            bytes=-500     | bytes 0-9/10
            bytes= 3-5     | bytes 3-5/10
            """)
    void aSingleRange(String header, String expected) {
        assertEquals(Optional.of(expected), ByteRange.of(header, 10).map(range -> range.header(10)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=10-
            bytes=10-12
            bytes=-0
            """)
    void aRangeOutside(String header) {
        assertEquals(Optional.empty(), ByteRange.of(header, 10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=
            bytes=-
            bytes=5-3
            bytes=0-1,4-5
            bytes=a-b
            lines=1-2
            bytes=99999999999999999999-
            """)
    void whatIsNoSingleRangeIsEverything(String header) {
        assertEquals(Optional.of(ByteRange.whole(10)), ByteRange.of(header, 10));
    }

    @Test
    void withoutAHeaderItIsEverything() {
        assertEquals(Optional.of(ByteRange.whole(10)), ByteRange.of(null, 10));
        assertEquals(Optional.of(ByteRange.whole(0)), ByteRange.of(null, 0));
        assertEquals(Optional.empty(), ByteRange.of("bytes=0-", 0));
    }
}
