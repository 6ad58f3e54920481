package dev.roomcast.platform.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @ParameterizedTest
    @CsvSource({
        "1,1 file,1 файл",
        "2,2 files,2 файла",
        "5,5 files,5 файлов",
        "11,11 files,11 файлов",
        "21,21 files,21 файл",
        "112,112 files,112 файлов",
        "0,0 files,0 файлов"
    })
    void countsInTheGrammarOfTheLanguage(long count, String english, String russian) {
        assertEquals(english, Messages.count(Locale.ENGLISH, "files", count));
        assertEquals(russian, Messages.count(RUSSIAN, "files", count));
    }

    @Test
    void tellsWhatRefersInWords() {
        Reference files = new Reference("files", 3, List.of("a"));
        Reference one = new Reference("registrators", 1, List.of("b"));
        assertEquals(
                "3 files and 1 registrator refer to it.",
                Problem.inUse(List.of(files, one)).text(Locale.ENGLISH));
        assertEquals("1 registrator refers to it.", Problem.inUse(List.of(one)).text(Locale.ENGLISH));
        assertEquals(
                "На эту запись ссылаются: 3 файла и 1 регистратор.",
                Problem.inUse(List.of(files, one)).text(RUSSIAN));
    }
}
