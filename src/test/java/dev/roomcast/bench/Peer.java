package dev.roomcast.bench;

import dev.roomcast.it.Await;
import dev.roomcast.it.FreePort;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

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
        if (protocol == Endpoint.Protocol.PLAIN) {
            // It listens before it has found Redis, and then refuses whoever comes.
            URI room = URI.create("ws://127.0.0.1:" + worker.port() + path.replace("{room}", "ready"));
            Await.until(title + " takes a client", Duration.ofSeconds(10), () -> opens(room));
        }
        return new Endpoint(worker.port(), path, "", protocol);
    }

    private static boolean opens(URI room) {
        try {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(room, new WebSocket.Listener() {})
                    .join()
                    .abort();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
