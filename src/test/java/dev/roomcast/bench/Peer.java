package dev.roomcast.bench;

import dev.roomcast.it.FreePort;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody else's server with a small program of ours in {@code src/test/bench}.
 *
 * @param needs what {@code ./bench} has installed for it, and what to say when that is not there
 * @param readyPath answers 200 once it serves
 * @param program how one worker is started
 * @param path of its WebSocket
 */
record Peer(
        String name,
        String title,
        boolean isJava,
        Set<Ability> abilities,
        Needs needs,
        String readyPath,
        Program program,
        String path,
        Endpoint.Protocol protocol)
        implements Contender {

    /** A file that is there when the peer is. */
    record Needs(Path file, String what) {}

    /** How a worker is started. */
    @FunctionalInterface
    interface Program {
        /** @param directory the worker's own, deleted with it */
        List<String> command(Path directory, int port, int redisPort) throws IOException;
    }

    @Override
    public Optional<String> missing() {
        return Files.exists(needs.file()) ? Optional.empty() : Optional.of(needs.what() + " is not there");
    }

    /** The floor is ours: when it is at fault, the driver is. */
    @Override
    public boolean mustDeliver() {
        return name.equals(Contenders.FLOOR);
    }

    @Override
    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    @Override
    public Worker launch(int redisPort) throws IOException {
        int port = FreePort.next();
        Path directory = Files.createTempDirectory("bench-" + name + "-");
        List<String> command = program.command(directory, port, redisPort);
        return Worker.launch(directory, port, readyPath, Map.of("NODE_ENV", "production"), command);
    }

    @Override
    public Endpoint endpoint(Worker worker) {
        return new Endpoint(worker.port(), path, "", protocol);
    }
}
