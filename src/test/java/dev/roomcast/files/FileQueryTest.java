package dev.roomcast.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileQueryTest {

    @Test
    void readsWhatIsAskedFor() {
        assertEquals(new FileQuery("a", "changedAt", true, 2, 10), FileQuery.of(" a ", "-changed", "2", "10"));
    }

    @ParameterizedTest
    @CsvSource({"id;drop,0,50", "-,0,50", "name,-1,50", "name,x,50", "name,0,0", "name,0,501", "name,99999999999,50"})
    void refusesWhatMakesNoSense(String sort, String page, String size) {
        ProblemException refused = assertThrows(ProblemException.class, () -> FileQuery.of("", sort, page, size));
        assertEquals(400, refused.problem().status());
    }
}
