package dev.roomcast.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of {@code src/test/node} in a process of its own: started with arguments, talked to by lines, ended with the test at the latest. */
public final class NodeProgram implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Process process;
    private final Path said;
    private final BufferedWriter input;

    private NodeProgram(Process process, Path said) {
        this.process = process;
        this.said = said;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    public static NodeProgram start(String name, Object... arguments) {
        var command = new ArrayList<>(
                List.of("node", Project.file("src/test/node/" + name).toString()));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        try {
            Path said = Files.createTempFile("roomcast-node-", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(Project.file("").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            return new NodeProgram(process, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that it has printed so far. */
    public String said() {
        try {
            return Files.readString(said, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows this word on the first whole line that begins with it; waits for that line. */
    public String await(String word) {
        return await(word, SOON);
    }

    /** The same for what may take longer. */
    public String await(String word, Duration within) {
        return Await.value("node says " + word, within, () -> {
            if (!process.isAlive() && !said().contains(word)) {
                throw new AssertionError("the program ended with " + process.exitValue() + ":\n" + said());
            }
            String text = said();
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1))
                    .findFirst();
        });
    }

    public void tell(Object line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(said(), e);
        }
    }

    /** Waits for the end; the status, or nothing when it still runs after that time. */
    public Optional<Integer> awaitEnd(Duration within) {
        try {
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            return ended ? Optional.of(process.exitValue()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
