package dev.roomcast.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Faults ONE_LOST = new Faults(1, 0, 0, 0);

    private final Map<String, Measurement> measured = new LinkedHashMap<>();
    private final Report report = new Report(new PrintStream(OutputStream.nullOutputStream()));

    @TempDir
    private Path directory;

    private void measured(String contender, double cpu, Faults faults) {
        measured.put(contender, new Measurement(faults).with(Metric.CPU_PER_DELIVERY, cpu));
    }

    private String text() throws IOException {
        report.add(Scenarios.named("S1"), measured);
        Path file = directory.resolve("results.md");
        report.write(file);
        return Files.readString(file);
    }

    @Test
    void tablesAreAligned() {
        String table = Table.of(List.of(List.of("server", "ms"), List.of("a", "1,234.5")));
        assertEquals("""
                | server |      ms |
                |--------|--------:|
                | a      | 1,234.5 |""", table);
    }

    @Test
    void showsRatiosAndWhetherTargetsAreMet() throws IOException {
        measured(Contenders.FLOOR, 5, Faults.NONE);
        measured(Contenders.NODE, 10, Faults.NONE);
        measured(Contenders.WILDFLY, 6, Faults.NONE);
        measured(Contenders.PAYARA, 12, Faults.NONE);
        String text = text();
        assertTrue(text.matches("(?s).*Roomcast on WildFly +\\| +6\\.00 .* 1\\.20 \\| +0\\.60 \\|.*"), text);
        assertTrue(text.matches("(?s).*at most 0\\.60 × Node[^|]*\\| +0\\.60 × \\| +met \\|.*"), text);
        assertTrue(text.matches("(?s).*at most 1\\.00 × Node[^|]*\\| +1\\.20 × \\| missed \\|.*"), text);
        assertTrue(report.clean());
    }

    @Test
    void isNotCleanWhenRoomcastLosesEvents() throws IOException {
        measured(Contenders.PAYARA, 5, ONE_LOST);
        assertTrue(text().contains("FAULTS of Roomcast on Payara Micro: 1 lost"));
        assertFalse(report.clean());
    }

    @Test
    void isNotCleanWhenTheFloorLosesEvents() throws IOException {
        measured(Contenders.FLOOR, 5, ONE_LOST);
        text();
        assertFalse(report.clean());
    }

    @Test
    void tellsWhatPeersLose() throws IOException {
        measured(Contenders.FLASK, 5, ONE_LOST);
        assertTrue(text().contains("FAULTS of Flask-SocketIO, gevent: 1 lost"));
        assertTrue(report.clean());
    }

    @Test
    void tellsWhenTheMachineOrTheDriverWasBusy() throws IOException {
        measured(Contenders.NODE, 5, Faults.NONE);
        measured.get(Contenders.NODE).with(Metric.OTHERS, 20).with(Metric.DRIVER, 99);
        String text = text();
        assertTrue(text.contains("mean little: Node"), text);
        assertTrue(text.contains("could not read faster: Node"), text);
    }

    @Test
    void takesThePlaceOfTheFormerTables() throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), """
                before
                <!-- Written by ./bench --readme. -->
                old
                <!-- The end of what ./bench --readme writes. -->
                after
                """);
        report.missing(Contenders.named(Contenders.NODE), "it is not there");
        report.writeInto(readme);
        assertEquals("""
                before
                <!-- Written by ./bench --readme. -->

                Not measured: Node, socket.io 4.8, because it is not there.

                <!-- The end of what ./bench --readme writes. -->
                after
                """, Files.readString(readme));
        Path other = Files.writeString(directory.resolve("OTHER.md"), "nothing");
        assertThrows(IOException.class, () -> report.writeInto(other));
    }
}
