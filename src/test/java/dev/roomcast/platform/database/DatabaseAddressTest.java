package dev.roomcast.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host:5432/db?user=a&password=secret, jdbc:postgresql://host:5432/db",
        "jdbc:h2:mem:x;USER=a;PASSWORD=secret, jdbc:h2:mem:x",
        "jdbc:postgresql://a:secret@host/db, jdbc:postgresql://host/db",
        "jdbc:postgresql://a:se@cret@host/db, jdbc:postgresql://host/db",
        "jdbc:postgresql://a:se/cret@host/db, jdbc:postgresql://host/db"
    })
    void noPasswordIsShown(String url, String shown) {
        assertEquals(shown, DatabaseAddress.shown(url));
    }
}
