package dev.roomcast.files.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispositionTest {

    @Test
    void anyNameComesThrough() {
        assertEquals(
                "attachment; filename=\"______ 1.pdf\"; filename*=UTF-8''%D0%94%D0%BE%D0%BA%D0%BB%D0%B0%D0%B4%201.pdf",
                Disposition.of("Доклад 1.pdf", "application/pdf", false));
    }

    @Test
    void aNameCannotAddAHeaderOrAPath() {
        assertEquals(
                "attachment; filename=\".._a__b__c*\"; filename*=UTF-8''..%2Fa%22%5Cb%0D%0Ac%2A",
                Disposition.of("../a\"\\b\r\nc*", "text/html", false));
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, inline",
        "IMAGE/PNG, inline",
        "video/mp4, inline",
        "audio/mpeg, inline",
        "image/svg+xml, attachment",
        "Image/SVG+xml, attachment",
        "text/html, attachment",
        "application/pdf, attachment"
    })
    void onlyWhatCannotCarryAScriptIsShown(String mediaType, String expected) {
        assertTrue(Disposition.of("x", mediaType, false).startsWith(expected + ";"));
        assertTrue(Disposition.of("x", mediaType, true).startsWith("attachment;"));
    }
}
