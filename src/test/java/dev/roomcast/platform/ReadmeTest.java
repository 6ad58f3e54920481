package dev.roomcast.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of settings is what the code reads. */
class ReadmeTest {

    @Test
    void theTableOfSettingsIsTrue() throws IOException {
        String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
        String table =
                readme.lines().filter(line -> line.startsWith("| `roomcast.")).collect(Collectors.joining("\n"));
        assertEquals(Settings.all().stream().map(ReadmeTest::row).collect(Collectors.joining("\n")), table);
    }

    private static String row(Setting<?> setting) {
        String standard = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(setting.name(), setting.environmentName(), standard, setting.unit(), setting.meaning());
    }
}
